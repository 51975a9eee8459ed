-- The keys that open the API: of each a hash alone.

CREATE TABLE api_key (
    id           TEXT    NOT NULL PRIMARY KEY,
    version      INTEGER NOT NULL, -- of the change that the row is as it is by
    sha256       TEXT    NOT NULL UNIQUE,
    content      TEXT    NOT NULL, -- what it opens, as JSON
    created_at   INTEGER NOT NULL,
    created_by   TEXT    NOT NULL,
    expires_at   INTEGER,
    revoked_at   INTEGER,
    last_used_at INTEGER,
    replaces     TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX api_key_version ON api_key (version);
