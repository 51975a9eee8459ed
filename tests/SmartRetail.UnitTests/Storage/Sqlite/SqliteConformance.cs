using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace SmartRetail.UnitTests.Storage.Sqlite;

public sealed class SqliteInteractionLogTests() : InteractionLogConformance(new SqliteFixture());

public sealed class SqliteCustomerSnapshotTests() : CustomerSnapshotConformance(new SqliteFixture());

public sealed class SqliteCustomerMergeTests() : CustomerMergeConformance(new SqliteFixture());

public sealed class SqlitePrivacyTests() : PrivacyConformance(new SqliteFixture());

public sealed class SqliteRetentionTests() : RetentionConformance(new SqliteFixture());

public sealed class SqliteApiKeyTests() : ApiKeyConformance(new SqliteFixture());

public sealed class SqliteAuditTests() : AuditConformance(new SqliteFixture())
{
    protected override DbConnection Connect(string connectionString) => new SqliteConnection(connectionString);

    protected override string DropGuard =>
        "DROP TRIGGER IF EXISTS audit_entry_stays; DROP TRIGGER IF EXISTS audit_entry_is_kept";
}

public sealed class SqliteAttributionTests() : AttributionConformance(new SqliteFixture());

public sealed class SqliteRoundStoreTests() : RoundStoreConformance(new SqliteFixture());

public sealed class SqliteCatalogTests() : CatalogConformance(new SqliteFixture());

public sealed class SqliteGrainStorageQueryTests() : GrainStorageQueryConformance(new SqliteFixture())
{
    protected override DbConnection Connect(string connectionString) => new SqliteConnection(connectionString);
}
