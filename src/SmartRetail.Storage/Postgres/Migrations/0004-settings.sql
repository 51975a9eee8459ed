-- A store's settings as JSON, the newest versions of them: what is shown depends on them, so their changes raise the
-- catalog's version too.

CREATE TABLE store_settings (
    store    text   COLLATE "C" NOT NULL REFERENCES store (id),
    version  bigint NOT NULL,
    saved_at bigint NOT NULL,
    content  text   NOT NULL,
    PRIMARY KEY (store, version)
);
