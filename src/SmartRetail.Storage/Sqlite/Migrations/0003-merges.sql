-- Which anonymous customers count for which known ones. Rows stay when a merge ends: the known customer's version goes
-- on counting their revision.

CREATE TABLE customer_merge (
    store     TEXT    NOT NULL,
    anonymous TEXT    NOT NULL,
    customer  TEXT    NOT NULL,
    merged_at INTEGER NOT NULL,
    undone_at INTEGER,
    revision  INTEGER NOT NULL,
    PRIMARY KEY (store, anonymous, customer)
) STRICT, WITHOUT ROWID;

-- An anonymous customer counts for one known customer at a time.
CREATE UNIQUE INDEX customer_merge_in_force ON customer_merge (store, anonymous) WHERE undone_at IS NULL;
CREATE INDEX customer_merge_by_customer ON customer_merge (store, customer);
