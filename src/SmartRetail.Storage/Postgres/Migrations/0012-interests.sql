-- The categories of products that customers do not want lists to be made of, with the time up to which.

CREATE TABLE forgotten_interest (
    store        text   COLLATE "C" NOT NULL,
    customer     text   COLLATE "C" NOT NULL,
    category     text   COLLATE "C" NOT NULL,
    forgotten_at bigint NOT NULL,
    PRIMARY KEY (store, customer, category)
);
