-- Personal fields that lie sealed, each customer's under a key of their own. Where sealed is set, the columns that it stands for
-- hold nothing: null, or 0 and '' where null is not allowed.

CREATE TABLE customer_key (
    store    TEXT NOT NULL,
    customer TEXT NOT NULL,
    key_id   BLOB NOT NULL, -- random: whoever comes back after an erasure gets another
    master   TEXT NOT NULL, -- which key of the key file wraps it
    wrapped  BLOB NOT NULL,
    PRIMARY KEY (store, customer)
) STRICT, WITHOUT ROWID;

-- Every index entry ends with the key, so this is (master, store, customer).
CREATE INDEX customer_key_by_master ON customer_key (master);

ALTER TABLE interaction ADD COLUMN sealed BLOB;
ALTER TABLE impression ADD COLUMN sealed BLOB;
ALTER TABLE customer_snapshot ADD COLUMN sealed BLOB;
