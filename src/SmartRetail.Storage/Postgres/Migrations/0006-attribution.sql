-- What an impression needs so that another policy can be judged by it. Lists from before were complete, and not left to chance.
ALTER TABLE impression ADD COLUMN settings_version bigint NOT NULL DEFAULT 0;
ALTER TABLE impression ADD COLUMN sample_rate double precision NOT NULL DEFAULT 1;
ALTER TABLE impression ADD COLUMN seed bigint;
ALTER TABLE impression ADD COLUMN propensities text; -- a JSON array, one for each product; null: all are 1
ALTER TABLE impression ADD COLUMN explored text; -- a JSON array of positions; null: none

-- What lists brought, by the hour in which they were shown. '' and 0 stand for no slot and no model: in a key, null would
-- equal nothing. Sums are estimates where lists are sampled.
CREATE TABLE attribution (
    store         text COLLATE "C" NOT NULL,
    hour          bigint NOT NULL, -- since 0001-01-01
    slot          text COLLATE "C" NOT NULL,
    tier          bigint NOT NULL,
    model_version bigint NOT NULL,
    lists         double precision NOT NULL,
    shown         double precision NOT NULL,
    clicks        double precision NOT NULL,
    carts         double precision NOT NULL,
    purchases     double precision NOT NULL,
    revenue       double precision NOT NULL,
    PRIMARY KEY (store, hour, slot, tier, model_version)
);

-- How products fared that were shown to be tried.
CREATE TABLE product_trial (
    store   text COLLATE "C" NOT NULL,
    product text COLLATE "C" NOT NULL,
    shown   double precision NOT NULL,
    clicks  double precision NOT NULL,
    PRIMARY KEY (store, product)
);

-- The last interaction whose outcome is in the figures.
CREATE TABLE attribution_progress (
    store    text COLLATE "C" NOT NULL PRIMARY KEY,
    position bigint NOT NULL
);

-- Interactions that followed a recommendation are few among all.
CREATE INDEX interaction_attributed ON interaction (store, position)
    WHERE recommendation_id IS NOT NULL AND list_position IS NOT NULL;
CREATE INDEX interaction_by_recommendation ON interaction (store, recommendation_id) WHERE recommendation_id IS NOT NULL;
