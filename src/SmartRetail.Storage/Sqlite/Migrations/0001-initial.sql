-- Conventions. Times are .NET UTC ticks (100 ns) in integers: what a caller sent comes back unchanged. Prices are
-- decimals as text: any currency's scale is kept exactly, and no query calculates with them. Ids compare as bytes.

CREATE TABLE store (
    id              TEXT    NOT NULL PRIMARY KEY
                            CHECK (length(id) BETWEEN 1 AND 63 AND id NOT GLOB '*[^a-z0-9-]*'),
    catalog_version INTEGER NOT NULL DEFAULT 0,
    created_at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE product (
    store         TEXT    NOT NULL REFERENCES store (id),
    id            TEXT    NOT NULL,
    title         TEXT    NOT NULL,
    category      TEXT    NOT NULL,
    brand         TEXT,
    price         TEXT    NOT NULL,
    available     INTEGER NOT NULL,
    stock         INTEGER,
    first_sold_at INTEGER,
    last_sold_at  INTEGER,
    attributes    TEXT,
    PRIMARY KEY (store, id)
) STRICT, WITHOUT ROWID;

-- AUTOINCREMENT, so that a position is never given twice, not even after the newest rows were erased: a follower
-- that has read up to a position would not see its second owner.
CREATE TABLE interaction (
    position          INTEGER PRIMARY KEY AUTOINCREMENT,
    store             TEXT    NOT NULL,
    customer          TEXT    NOT NULL,
    id                TEXT    NOT NULL,
    kind              INTEGER NOT NULL,
    product           TEXT,
    occurred_at       INTEGER NOT NULL,
    recorded_at       INTEGER NOT NULL,
    imported          INTEGER NOT NULL,
    quantity          INTEGER NOT NULL,
    price             TEXT,
    rating            REAL,
    query             TEXT,
    session           TEXT,
    recommendation_id TEXT,
    list_position     INTEGER,
    UNIQUE (store, customer, id)
) STRICT;

-- Every index entry ends with the row's position, so these two are (store, customer, position) and (store, position).
CREATE INDEX interaction_by_customer ON interaction (store, customer);
CREATE INDEX interaction_by_store ON interaction (store);

CREATE TABLE customer_snapshot (
    store    TEXT    NOT NULL,
    customer TEXT    NOT NULL,
    position INTEGER NOT NULL,
    format   INTEGER NOT NULL,
    payload  BLOB    NOT NULL,
    PRIMARY KEY (store, customer)
) STRICT;

CREATE TABLE impression (
    store             TEXT    NOT NULL,
    recommendation_id TEXT    NOT NULL,
    customer          TEXT    NOT NULL,
    shown_at          INTEGER NOT NULL,
    slot              TEXT,
    tier              INTEGER NOT NULL,
    profile_version   INTEGER NOT NULL,
    model_version     INTEGER,
    catalog_version   INTEGER NOT NULL,
    products          TEXT    NOT NULL, -- a JSON array of ids, in the order shown
    PRIMARY KEY (store, recommendation_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE completed_import (
    store        TEXT    NOT NULL,
    name         TEXT    NOT NULL,
    completed_at INTEGER NOT NULL,
    PRIMARY KEY (store, name)
) STRICT, WITHOUT ROWID;

-- What Microsoft.Orleans.Persistence.AdoNet reads and runs. The identity is unique here, which its own script leaves
-- out, so two activations that race on a first write cannot make two rows: the second finds no row written.
CREATE TABLE OrleansQuery (
    QueryKey  TEXT NOT NULL PRIMARY KEY,
    QueryText TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE OrleansStorage (
    GrainIdHash            INTEGER NOT NULL,
    GrainTypeHash          INTEGER NOT NULL,
    GrainIdN0              INTEGER NOT NULL,
    GrainIdN1              INTEGER NOT NULL,
    GrainTypeString        TEXT    NOT NULL,
    GrainIdExtensionString TEXT    NOT NULL, -- '' for none: in a unique key, NULL would equal nothing
    ServiceId              TEXT    NOT NULL,
    PayloadBinary          BLOB,
    Version                INTEGER NOT NULL,
    PRIMARY KEY (GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainTypeString, GrainIdExtensionString, ServiceId)
) STRICT;

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('ReadFromStorageKey', '
SELECT PayloadBinary, Version
FROM OrleansStorage
WHERE GrainIdHash = @GrainIdHash AND GrainTypeHash = @GrainTypeHash
  AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
  AND GrainTypeString = @GrainTypeString
  AND GrainIdExtensionString = IFNULL(@GrainIdExtensionString, '''')
  AND ServiceId = @ServiceId'),
-- One statement: a first write inserts unless the row is there, a later one updates if its version is the row''s.
('WriteToStorageKey', '
INSERT INTO OrleansStorage (
    GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainTypeString, GrainIdExtensionString, ServiceId,
    PayloadBinary, Version)
SELECT
    @GrainIdHash, @GrainTypeHash, @GrainIdN0, @GrainIdN1, @GrainTypeString, IFNULL(@GrainIdExtensionString, ''''),
    @ServiceId, @PayloadBinary, IFNULL(@GrainStateVersion, 0) + 1
WHERE @GrainStateVersion IS NULL OR EXISTS (
    SELECT 1
    FROM OrleansStorage
    WHERE GrainIdHash = @GrainIdHash AND GrainTypeHash = @GrainTypeHash
      AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
      AND GrainTypeString = @GrainTypeString
      AND GrainIdExtensionString = IFNULL(@GrainIdExtensionString, '''')
      AND ServiceId = @ServiceId)
ON CONFLICT DO UPDATE
SET PayloadBinary = excluded.PayloadBinary, Version = excluded.Version
WHERE @GrainStateVersion IS NOT NULL AND OrleansStorage.Version = @GrainStateVersion
RETURNING Version AS NewGrainStateVersion'),
('ClearStorageKey', '
UPDATE OrleansStorage
SET PayloadBinary = NULL, Version = Version + 1
WHERE GrainIdHash = @GrainIdHash AND GrainTypeHash = @GrainTypeHash
  AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
  AND GrainTypeString = @GrainTypeString
  AND GrainIdExtensionString = IFNULL(@GrainIdExtensionString, '''')
  AND ServiceId = @ServiceId
  AND Version = @GrainStateVersion
RETURNING Version AS NewGrainStateVersion');
