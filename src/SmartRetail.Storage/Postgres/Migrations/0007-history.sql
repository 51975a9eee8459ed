-- What each change of the catalog replaced, for some time, so that the products of an older version can be found again.

CREATE TABLE product_change (
    store      text   COLLATE "C" NOT NULL,
    version    bigint NOT NULL, -- the catalog's that the change made
    product    text   COLLATE "C" NOT NULL,
    changed_at bigint NOT NULL,
    replaced   text, -- the product before it, as JSON; null: there was none
    PRIMARY KEY (store, version, product)
);

-- The oldest version of the catalog that can be found.
ALTER TABLE store ADD COLUMN history_from bigint NOT NULL DEFAULT 0;
UPDATE store SET history_from = catalog_version;

-- What a list was made from beside the versions that it names, as JSON; null for one that cannot be ranked again.
ALTER TABLE impression ADD COLUMN origin text;
