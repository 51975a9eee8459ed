-- A store's settings as JSON, the newest versions of them: what is shown depends on them, so their changes raise the
-- catalog's version too.

CREATE TABLE store_settings (
    store    TEXT    NOT NULL REFERENCES store (id),
    version  INTEGER NOT NULL,
    saved_at INTEGER NOT NULL,
    content  TEXT    NOT NULL,
    PRIMARY KEY (store, version)
) STRICT, WITHOUT ROWID;
