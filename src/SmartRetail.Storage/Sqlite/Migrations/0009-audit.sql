-- Administrative acts, each chained to the one before it by its hash.

CREATE TABLE audit_entry (
    position INTEGER NOT NULL PRIMARY KEY,
    at       INTEGER NOT NULL,
    by_whom  TEXT    NOT NULL,
    act      TEXT    NOT NULL,
    store    TEXT,
    subject  TEXT    NOT NULL,
    hash     TEXT    NOT NULL
) STRICT;

-- How far the trail goes: one that was cut at its end does not go as far.
CREATE TABLE audit_head (
    only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    position INTEGER NOT NULL,
    hash     TEXT    NOT NULL
) STRICT;

INSERT INTO audit_head (only_row, position, hash) VALUES (1, 0, '');

-- Against a slip; who means it can drop them, and the chain shows it.
CREATE TRIGGER audit_entry_stays BEFORE UPDATE ON audit_entry
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is only appended to');
END;

CREATE TRIGGER audit_entry_is_kept BEFORE DELETE ON audit_entry
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is only appended to');
END;
