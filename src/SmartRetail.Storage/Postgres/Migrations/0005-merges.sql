-- Which anonymous customers count for which known ones. Rows stay when a merge ends: the known customer's version goes
-- on counting their revision.

CREATE TABLE customer_merge (
    store     text   COLLATE "C" NOT NULL,
    anonymous text   COLLATE "C" NOT NULL,
    customer  text   COLLATE "C" NOT NULL,
    merged_at bigint NOT NULL,
    undone_at bigint,
    revision  bigint NOT NULL,
    PRIMARY KEY (store, anonymous, customer)
);

-- An anonymous customer counts for one known customer at a time.
CREATE UNIQUE INDEX customer_merge_in_force ON customer_merge (store, anonymous) WHERE undone_at IS NULL;
CREATE INDEX customer_merge_by_customer ON customer_merge (store, customer);
