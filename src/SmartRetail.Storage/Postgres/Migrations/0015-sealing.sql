-- Personal fields that lie sealed, each customer's under a key of their own. Where sealed is set, the columns that it stands for
-- hold nothing: null, or 0 and '' where null is not allowed.

CREATE TABLE customer_key (
    store    text  COLLATE "C" NOT NULL,
    customer text  COLLATE "C" NOT NULL,
    key_id   bytea NOT NULL, -- random: whoever comes back after an erasure gets another
    master   text  COLLATE "C" NOT NULL, -- which key of the key file wraps it
    wrapped  bytea NOT NULL,
    PRIMARY KEY (store, customer)
);

CREATE INDEX customer_key_by_master ON customer_key (master, store, customer);

ALTER TABLE interaction ADD COLUMN sealed bytea;
ALTER TABLE impression ADD COLUMN sealed bytea;
ALTER TABLE customer_snapshot ADD COLUMN sealed bytea;
