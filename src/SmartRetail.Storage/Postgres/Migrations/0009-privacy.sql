-- What customers agree to, and what was erased. Of an erased customer only a salted hash is kept.

CREATE TABLE privacy_salt (
    store text  COLLATE "C" NOT NULL PRIMARY KEY,
    salt  bytea NOT NULL
);

CREATE TABLE customer_consent (
    store       text   COLLATE "C" NOT NULL,
    customer    text   COLLATE "C" NOT NULL,
    personalise bigint NOT NULL,
    train       bigint NOT NULL,
    changed_at  bigint NOT NULL,
    revision    bigint NOT NULL,
    PRIMARY KEY (store, customer)
);

CREATE TABLE erased_customer (
    store         text   COLLATE "C" NOT NULL,
    customer_hash text   COLLATE "C" NOT NULL,
    erased_at     bigint NOT NULL,
    version       bigint NOT NULL, -- the customer's is greater from then on
    erasure       text   COLLATE "C" NOT NULL,
    PRIMARY KEY (store, customer_hash)
);

CREATE TABLE erasure (
    store             text   COLLATE "C" NOT NULL,
    id                text   COLLATE "C" NOT NULL,
    customer          text   COLLATE "C", -- until it is completed
    customer_hash     text   COLLATE "C" NOT NULL,
    requested_at      bigint NOT NULL,
    completed_at      bigint,
    customers         bigint NOT NULL DEFAULT 0,
    interactions      bigint NOT NULL DEFAULT 0,
    impressions       bigint NOT NULL DEFAULT 0,
    others            bigint NOT NULL DEFAULT 0,
    first_recorded_at bigint,
    PRIMARY KEY (store, id)
);

CREATE INDEX erasure_pending ON erasure (store) WHERE completed_at IS NULL;
CREATE INDEX impression_by_customer ON impression (store, customer, recommendation_id);
