-- Administrative acts, each chained to the one before it by its hash.

CREATE TABLE audit_entry (
    position bigint NOT NULL PRIMARY KEY,
    at       bigint NOT NULL,
    by_whom  text   COLLATE "C" NOT NULL,
    act      text   COLLATE "C" NOT NULL,
    store    text   COLLATE "C",
    subject  text   COLLATE "C" NOT NULL,
    hash     text   COLLATE "C" NOT NULL
);

-- How far the trail goes: one that was cut at its end does not go as far.
CREATE TABLE audit_head (
    only_row integer NOT NULL PRIMARY KEY CHECK (only_row = 1),
    position bigint  NOT NULL,
    hash     text    COLLATE "C" NOT NULL
);

INSERT INTO audit_head (only_row, position, hash) VALUES (1, 0, '');

-- Against a slip; who means it can drop them, and the chain shows it.
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail is only appended to';
END
$$;

CREATE TRIGGER audit_entry_stays BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
