-- When interactions of a store were last deleted for their age: what was counted before cannot be counted again.

CREATE TABLE expired_store (
    store      TEXT NOT NULL PRIMARY KEY,
    expired_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
