-- What customers agree to, and what was erased. Of an erased customer only a salted hash is kept.

CREATE TABLE privacy_salt (
    store TEXT NOT NULL PRIMARY KEY,
    salt  BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE customer_consent (
    store       TEXT NOT NULL,
    customer    TEXT NOT NULL,
    personalise INTEGER NOT NULL,
    train       INTEGER NOT NULL,
    changed_at  INTEGER NOT NULL,
    revision    INTEGER NOT NULL,
    PRIMARY KEY (store, customer)
) STRICT, WITHOUT ROWID;

CREATE TABLE erased_customer (
    store         TEXT NOT NULL,
    customer_hash TEXT NOT NULL,
    erased_at     INTEGER NOT NULL,
    version       INTEGER NOT NULL, -- the customer's is greater from then on
    erasure       TEXT NOT NULL,
    PRIMARY KEY (store, customer_hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE erasure (
    store             TEXT NOT NULL,
    id                TEXT NOT NULL,
    customer          TEXT, -- until it is completed
    customer_hash     TEXT NOT NULL,
    requested_at      INTEGER NOT NULL,
    completed_at      INTEGER,
    customers         INTEGER NOT NULL DEFAULT 0,
    interactions      INTEGER NOT NULL DEFAULT 0,
    impressions       INTEGER NOT NULL DEFAULT 0,
    others            INTEGER NOT NULL DEFAULT 0,
    first_recorded_at INTEGER,
    PRIMARY KEY (store, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX erasure_pending ON erasure (store) WHERE completed_at IS NULL;
CREATE INDEX impression_by_customer ON impression (store, customer);
