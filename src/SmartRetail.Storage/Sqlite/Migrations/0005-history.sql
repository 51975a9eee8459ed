-- What each change of the catalog replaced, for some time, so that the products of an older version can be found again.

CREATE TABLE product_change (
    store      TEXT    NOT NULL,
    version    INTEGER NOT NULL, -- the catalog's that the change made
    product    TEXT    NOT NULL,
    changed_at INTEGER NOT NULL,
    replaced   TEXT, -- the product before it, as JSON; null: there was none
    PRIMARY KEY (store, version, product)
) STRICT, WITHOUT ROWID;

-- The oldest version of the catalog that can be found.
ALTER TABLE store ADD COLUMN history_from INTEGER NOT NULL DEFAULT 0;
UPDATE store SET history_from = catalog_version;

-- What a list was made from beside the versions that it names, as JSON; null for one that cannot be ranked again.
ALTER TABLE impression ADD COLUMN origin TEXT;
