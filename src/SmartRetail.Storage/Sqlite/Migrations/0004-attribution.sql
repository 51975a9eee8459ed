-- What an impression needs so that another policy can be judged by it. Lists from before were complete, and not left to chance.
ALTER TABLE impression ADD COLUMN settings_version INTEGER NOT NULL DEFAULT 0;
ALTER TABLE impression ADD COLUMN sample_rate REAL NOT NULL DEFAULT 1;
ALTER TABLE impression ADD COLUMN seed INTEGER;
ALTER TABLE impression ADD COLUMN propensities TEXT; -- a JSON array, one for each product; null: all are 1
ALTER TABLE impression ADD COLUMN explored TEXT; -- a JSON array of positions; null: none

-- What lists brought, by the hour in which they were shown. '' and 0 stand for no slot and no model: in a key, null would
-- equal nothing. Sums are estimates where lists are sampled.
CREATE TABLE attribution (
    store         TEXT NOT NULL,
    hour          INTEGER NOT NULL, -- since 0001-01-01
    slot          TEXT NOT NULL,
    tier          INTEGER NOT NULL,
    model_version INTEGER NOT NULL,
    lists         REAL NOT NULL,
    shown         REAL NOT NULL,
    clicks        REAL NOT NULL,
    carts         REAL NOT NULL,
    purchases     REAL NOT NULL,
    revenue       REAL NOT NULL,
    PRIMARY KEY (store, hour, slot, tier, model_version)
) STRICT, WITHOUT ROWID;

-- How products fared that were shown to be tried.
CREATE TABLE product_trial (
    store   TEXT NOT NULL,
    product TEXT NOT NULL,
    shown   REAL NOT NULL,
    clicks  REAL NOT NULL,
    PRIMARY KEY (store, product)
) STRICT, WITHOUT ROWID;

-- The last interaction whose outcome is in the figures.
CREATE TABLE attribution_progress (
    store    TEXT NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Interactions that followed a recommendation are few among all.
CREATE INDEX interaction_attributed ON interaction (store)
    WHERE recommendation_id IS NOT NULL AND list_position IS NOT NULL;
CREATE INDEX interaction_by_recommendation ON interaction (store, recommendation_id) WHERE recommendation_id IS NOT NULL;
