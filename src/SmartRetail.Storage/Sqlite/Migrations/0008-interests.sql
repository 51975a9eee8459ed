-- The categories of products that customers do not want lists to be made of, with the time up to which.

CREATE TABLE forgotten_interest (
    store        TEXT NOT NULL,
    customer     TEXT NOT NULL,
    category     TEXT NOT NULL,
    forgotten_at INTEGER NOT NULL,
    PRIMARY KEY (store, customer, category)
) STRICT, WITHOUT ROWID;
