-- Conventions. Times are .NET UTC ticks (100 ns) in bigints, and prices numerics without a scale: what a caller sent
-- comes back unchanged. Ids compare as bytes, whatever the database's own collation is.

CREATE TABLE store (
    id              text   COLLATE "C" PRIMARY KEY CHECK (id ~ '^[a-z0-9-]{1,63}$'),
    catalog_version bigint NOT NULL DEFAULT 0,
    created_at      bigint NOT NULL
);

CREATE TABLE product (
    store         text    COLLATE "C" NOT NULL REFERENCES store (id),
    id            text    COLLATE "C" NOT NULL,
    title         text    NOT NULL,
    category      text    NOT NULL,
    brand         text,
    price         numeric NOT NULL,
    available     boolean NOT NULL,
    stock         integer,
    first_sold_at bigint,
    last_sold_at  bigint,
    attributes    text,
    PRIMARY KEY (store, id)
);

-- Positions are given under a lock that is held to the commit (see AppendStatement), so they become visible in their
-- order. No cache: a session that kept numbers would use them after another's higher ones.
CREATE SEQUENCE interaction_position AS bigint CACHE 1;

CREATE TABLE interaction (
    position          bigint  NOT NULL,
    store             text    COLLATE "C" NOT NULL,
    customer          text    COLLATE "C" NOT NULL,
    id                text    COLLATE "C" NOT NULL,
    kind              integer NOT NULL,
    product           text    COLLATE "C",
    occurred_at       bigint  NOT NULL,
    recorded_at       bigint  NOT NULL,
    imported          boolean NOT NULL,
    quantity          integer NOT NULL,
    price             numeric,
    rating            double precision,
    query             bytea, -- UTF-8: what is searched for may hold U+0000, which text cannot
    session           text    COLLATE "C",
    recommendation_id text    COLLATE "C",
    list_position     integer,
    PRIMARY KEY (store, position),
    UNIQUE (store, customer, id)
);

CREATE INDEX interaction_by_customer ON interaction (store, customer, position);

-- Rows that are replaced leave room for their next version on the same page.
CREATE TABLE customer_snapshot (
    store    text    COLLATE "C" NOT NULL,
    customer text    COLLATE "C" NOT NULL,
    position bigint  NOT NULL,
    format   integer NOT NULL,
    payload  bytea   NOT NULL,
    PRIMARY KEY (store, customer)
) WITH (fillfactor = 80);

CREATE TABLE impression (
    store             text    COLLATE "C" NOT NULL,
    recommendation_id text    COLLATE "C" NOT NULL,
    customer          text    COLLATE "C" NOT NULL,
    shown_at          bigint  NOT NULL,
    slot              text,
    tier              integer NOT NULL,
    profile_version   bigint  NOT NULL,
    model_version     integer,
    catalog_version   bigint  NOT NULL,
    products          text    NOT NULL, -- a JSON array of ids, in the order shown
    PRIMARY KEY (store, recommendation_id)
);

CREATE TABLE completed_import (
    store        text   COLLATE "C" NOT NULL,
    name         text   COLLATE "C" NOT NULL,
    completed_at bigint NOT NULL,
    PRIMARY KEY (store, name)
);
