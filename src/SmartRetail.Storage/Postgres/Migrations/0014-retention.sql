-- When interactions of a store were last deleted for their age: what was counted before cannot be counted again.

CREATE TABLE expired_store (
    store      text   COLLATE "C" PRIMARY KEY,
    expired_at bigint NOT NULL
);
