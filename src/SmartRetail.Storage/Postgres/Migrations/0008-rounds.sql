-- What the workers of a training run and its trainer hand to one another while it goes on, in chunks of at most 1 MiB.
-- Whoever writes has to know the run's newest token.

CREATE TABLE training_token (
    store text   COLLATE "C" NOT NULL,
    run   text   COLLATE "C" NOT NULL,
    token bigint NOT NULL,
    PRIMARY KEY (store, run)
);

CREATE TABLE training_chunk (
    store   text    COLLATE "C" NOT NULL,
    run     text    COLLATE "C" NOT NULL,
    part    text    COLLATE "C" NOT NULL,
    number  integer NOT NULL,
    content bytea   NOT NULL,
    PRIMARY KEY (store, run, part, number)
);

ALTER TABLE training_chunk ALTER COLUMN content SET STORAGE EXTERNAL;
