-- The keys that open the API: of each a hash alone.

CREATE TABLE api_key (
    id           text   COLLATE "C" NOT NULL PRIMARY KEY,
    version      bigint NOT NULL, -- of the change that the row is as it is by
    sha256       text   COLLATE "C" NOT NULL UNIQUE,
    content      text   NOT NULL, -- what it opens, as JSON
    created_at   bigint NOT NULL,
    created_by   text   COLLATE "C" NOT NULL,
    expires_at   bigint,
    revoked_at   bigint,
    last_used_at bigint,
    replaces     text   COLLATE "C"
);

CREATE INDEX api_key_version ON api_key (version);
