-- Model artifacts: staged by a worker, then published under a version. Their files lie in chunks of at most 1 MiB, since
-- a value is held in memory as a whole. Weights do not compress, so it is not tried.

CREATE TABLE model_artifact (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    store    text   COLLATE "C" NOT NULL,
    run      text   COLLATE "C" NOT NULL,
    worker   text   COLLATE "C" NOT NULL,
    version  integer, -- none while it is staged
    manifest bytea  NOT NULL,
    UNIQUE (store, run, worker),
    UNIQUE (store, version)
);

CREATE TABLE model_chunk (
    artifact bigint  NOT NULL REFERENCES model_artifact (id) ON DELETE CASCADE,
    file     text    COLLATE "C" NOT NULL,
    number   integer NOT NULL,
    content  bytea   NOT NULL,
    PRIMARY KEY (artifact, file, number)
);

ALTER TABLE model_chunk ALTER COLUMN content SET STORAGE EXTERNAL;
