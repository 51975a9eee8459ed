-- What Orleans' ADO.NET providers read and run: grain storage, cluster membership, reminders. They find their
-- statements here by key and pass parameters by name; Orleans prescribes keys, parameters and results, the tables are
-- ours. The providers keep the statements they have read: silos are restarted after a change.

CREATE TABLE OrleansQuery (
    QueryKey  text PRIMARY KEY,
    QueryText text NOT NULL
);

-- The identity is unique here, which Orleans' own script leaves out, so two activations that race on a first write
-- cannot make two rows: the second finds no row written.
CREATE TABLE OrleansStorage (
    GrainIdHash            integer NOT NULL,
    GrainTypeHash          integer NOT NULL,
    GrainIdN0              bigint  NOT NULL,
    GrainIdN1              bigint  NOT NULL,
    GrainTypeString        text    COLLATE "C" NOT NULL,
    GrainIdExtensionString text    COLLATE "C" NOT NULL, -- '' for none: in a unique key, NULL would equal nothing
    ServiceId              text    COLLATE "C" NOT NULL,
    PayloadBinary          bytea,
    Version                integer NOT NULL,
    PRIMARY KEY (GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainTypeString, GrainIdExtensionString, ServiceId)
) WITH (fillfactor = 80);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('ReadFromStorageKey', '
SELECT PayloadBinary, Version
FROM OrleansStorage
WHERE GrainIdHash = @GrainIdHash AND GrainTypeHash = @GrainTypeHash
  AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
  AND GrainTypeString = @GrainTypeString
  AND GrainIdExtensionString = COALESCE(@GrainIdExtensionString, '''')
  AND ServiceId = @ServiceId'),
-- One statement: a first write inserts unless the row is there, a later one updates if its version is the row's.
('WriteToStorageKey', '
INSERT INTO OrleansStorage (
    GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainTypeString, GrainIdExtensionString, ServiceId,
    PayloadBinary, Version)
SELECT
    @GrainIdHash, @GrainTypeHash, @GrainIdN0, @GrainIdN1, @GrainTypeString, COALESCE(@GrainIdExtensionString, ''''),
    @ServiceId, @PayloadBinary, COALESCE(@GrainStateVersion, 0) + 1
WHERE @GrainStateVersion IS NULL OR EXISTS (
    SELECT 1
    FROM OrleansStorage
    WHERE GrainIdHash = @GrainIdHash AND GrainTypeHash = @GrainTypeHash
      AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
      AND GrainTypeString = @GrainTypeString
      AND GrainIdExtensionString = COALESCE(@GrainIdExtensionString, '''')
      AND ServiceId = @ServiceId)
ON CONFLICT (
    GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainTypeString, GrainIdExtensionString, ServiceId)
DO UPDATE
SET PayloadBinary = excluded.PayloadBinary, Version = excluded.Version
WHERE @GrainStateVersion IS NOT NULL AND OrleansStorage.Version = @GrainStateVersion
RETURNING Version AS NewGrainStateVersion'),
('ClearStorageKey', '
UPDATE OrleansStorage
SET PayloadBinary = NULL, Version = Version + 1
WHERE GrainIdHash = @GrainIdHash AND GrainTypeHash = @GrainTypeHash
  AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1
  AND GrainTypeString = @GrainTypeString
  AND GrainIdExtensionString = COALESCE(@GrainIdExtensionString, '''')
  AND ServiceId = @ServiceId
  AND Version = @GrainStateVersion
RETURNING Version AS NewGrainStateVersion');

-- Membership: one version row per cluster and one row per silo. A change of silos raises the version and is made only
-- if the version is the one its author has read, in one statement, so that silos agree on one order of changes.
CREATE TABLE OrleansMembershipVersionTable (
    DeploymentId text    COLLATE "C" PRIMARY KEY,
    Timestamp    timestamptz NOT NULL DEFAULT now(),
    Version      integer NOT NULL DEFAULT 0
);

CREATE TABLE OrleansMembershipTable (
    DeploymentId text    COLLATE "C" NOT NULL REFERENCES OrleansMembershipVersionTable (DeploymentId),
    Address      text    COLLATE "C" NOT NULL,
    Port         integer NOT NULL,
    Generation   integer NOT NULL,
    SiloName     text    NOT NULL,
    HostName     text    NOT NULL,
    Status       integer NOT NULL, -- SiloStatus: 3 is active, 6 is dead
    ProxyPort    integer,
    SuspectTimes text,
    StartTime    timestamptz NOT NULL,
    IAmAliveTime timestamptz NOT NULL,
    PRIMARY KEY (DeploymentId, Address, Port, Generation)
);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('InsertMembershipVersionKey', '
WITH made AS (
    INSERT INTO OrleansMembershipVersionTable (DeploymentId) VALUES (@DeploymentId)
    ON CONFLICT (DeploymentId) DO NOTHING
    RETURNING 1)
SELECT EXISTS (SELECT 1 FROM made)'),
('InsertMembershipKey', '
WITH raised AS (
    UPDATE OrleansMembershipVersionTable
    SET Timestamp = now(), Version = Version + 1
    WHERE DeploymentId = @DeploymentId AND Version = @Version AND NOT EXISTS (
        SELECT 1 FROM OrleansMembershipTable
        WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation)
    RETURNING DeploymentId),
inserted AS (
    INSERT INTO OrleansMembershipTable (
        DeploymentId, Address, Port, Generation, SiloName, HostName, Status, ProxyPort, StartTime, IAmAliveTime)
    SELECT
        DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
    FROM raised
    RETURNING 1)
SELECT EXISTS (SELECT 1 FROM inserted)'),
('UpdateMembershipKey', '
WITH raised AS (
    UPDATE OrleansMembershipVersionTable
    SET Timestamp = now(), Version = Version + 1
    WHERE DeploymentId = @DeploymentId AND Version = @Version AND EXISTS (
        SELECT 1 FROM OrleansMembershipTable
        WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation)
    RETURNING DeploymentId),
updated AS (
    UPDATE OrleansMembershipTable silo
    SET Status = @Status, SuspectTimes = @SuspectTimes, IAmAliveTime = @IAmAliveTime
    FROM raised
    WHERE silo.DeploymentId = raised.DeploymentId
      AND silo.Address = @Address AND silo.Port = @Port AND silo.Generation = @Generation
    RETURNING 1)
SELECT EXISTS (SELECT 1 FROM updated)'),
('UpdateIAmAlivetimeKey', '
UPDATE OrleansMembershipTable
SET IAmAliveTime = @IAmAliveTime
WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation'),
('MembershipReadRowKey', '
SELECT silo.Address, silo.Port, silo.Generation, silo.SiloName, silo.HostName, silo.Status, silo.ProxyPort,
       silo.SuspectTimes, silo.StartTime, silo.IAmAliveTime, cluster.DeploymentId, cluster.Version
FROM OrleansMembershipVersionTable cluster
LEFT JOIN OrleansMembershipTable silo
    ON silo.DeploymentId = cluster.DeploymentId
   AND silo.Address = @Address AND silo.Port = @Port AND silo.Generation = @Generation
WHERE cluster.DeploymentId = @DeploymentId'),
('MembershipReadAllKey', '
SELECT silo.Address, silo.Port, silo.Generation, silo.SiloName, silo.HostName, silo.Status, silo.ProxyPort,
       silo.SuspectTimes, silo.StartTime, silo.IAmAliveTime, cluster.DeploymentId, cluster.Version
FROM OrleansMembershipVersionTable cluster
LEFT JOIN OrleansMembershipTable silo ON silo.DeploymentId = cluster.DeploymentId
WHERE cluster.DeploymentId = @DeploymentId'),
('GatewaysQueryKey', '
SELECT Address, ProxyPort, Generation
FROM OrleansMembershipTable
WHERE DeploymentId = @DeploymentId AND Status = @Status AND ProxyPort > 0'),
('DeleteMembershipTableEntriesKey', '
WITH silos AS (DELETE FROM OrleansMembershipTable WHERE DeploymentId = @DeploymentId)
DELETE FROM OrleansMembershipVersionTable WHERE DeploymentId = @DeploymentId'),
('CleanupDefunctSiloEntriesKey', '
DELETE FROM OrleansMembershipTable
WHERE DeploymentId = @DeploymentId AND IAmAliveTime < @IAmAliveTime AND Status = 6');

CREATE TABLE OrleansRemindersTable (
    ServiceId    text    COLLATE "C" NOT NULL,
    GrainId      text    COLLATE "C" NOT NULL,
    ReminderName text    COLLATE "C" NOT NULL,
    StartTime    timestamptz NOT NULL,
    Period       bigint  NOT NULL, -- milliseconds
    GrainHash    integer NOT NULL,
    Version      integer NOT NULL,
    PRIMARY KEY (ServiceId, GrainId, ReminderName)
);

CREATE INDEX OrleansReminders_by_hash ON OrleansRemindersTable (ServiceId, GrainHash);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('UpsertReminderRowKey', '
INSERT INTO OrleansRemindersTable (ServiceId, GrainId, ReminderName, StartTime, Period, GrainHash, Version)
VALUES (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash, 0)
ON CONFLICT (ServiceId, GrainId, ReminderName) DO UPDATE
SET StartTime = excluded.StartTime, Period = excluded.Period, GrainHash = excluded.GrainHash,
    Version = OrleansRemindersTable.Version + 1
RETURNING Version'),
('ReadReminderRowKey', '
SELECT GrainId, ReminderName, StartTime, Period, Version
FROM OrleansRemindersTable
WHERE ServiceId = @ServiceId AND GrainId = @GrainId AND ReminderName = @ReminderName'),
('ReadReminderRowsKey', '
SELECT GrainId, ReminderName, StartTime, Period, Version
FROM OrleansRemindersTable
WHERE ServiceId = @ServiceId AND GrainId = @GrainId'),
-- A silo's range of the ring of hashes, which ends with its second bound; the other one wraps around.
('ReadRangeRows1Key', '
SELECT GrainId, ReminderName, StartTime, Period, Version
FROM OrleansRemindersTable
WHERE ServiceId = @ServiceId AND GrainHash > @BeginHash AND GrainHash <= @EndHash'),
('ReadRangeRows2Key', '
SELECT GrainId, ReminderName, StartTime, Period, Version
FROM OrleansRemindersTable
WHERE ServiceId = @ServiceId AND (GrainHash > @BeginHash OR GrainHash <= @EndHash)'),
('DeleteReminderRowKey', '
WITH deleted AS (
    DELETE FROM OrleansRemindersTable
    WHERE ServiceId = @ServiceId AND GrainId = @GrainId AND ReminderName = @ReminderName AND Version = @Version
    RETURNING 1)
SELECT EXISTS (SELECT 1 FROM deleted)'),
('DeleteReminderRowsKey', '
DELETE FROM OrleansRemindersTable WHERE ServiceId = @ServiceId');
