using System.Data.Common;
using Npgsql;

namespace SmartRetail.UnitTests.Storage.Postgres;

public sealed class PostgresInteractionLogTests(SharedPostgres server)
    : InteractionLogConformance(new PostgresFixture(server));

public sealed class PostgresCustomerSnapshotTests(SharedPostgres server)
    : CustomerSnapshotConformance(new PostgresFixture(server));

public sealed class PostgresCustomerMergeTests(SharedPostgres server)
    : CustomerMergeConformance(new PostgresFixture(server));

public sealed class PostgresPrivacyTests(SharedPostgres server) : PrivacyConformance(new PostgresFixture(server));

public sealed class PostgresRetentionTests(SharedPostgres server) : RetentionConformance(new PostgresFixture(server));

public sealed class PostgresApiKeyTests(SharedPostgres server) : ApiKeyConformance(new PostgresFixture(server));

public sealed class PostgresAuditTests(SharedPostgres server) : AuditConformance(new PostgresFixture(server))
{
    protected override DbConnection Connect(string connectionString) => new NpgsqlConnection(connectionString);

    protected override string DropGuard => "DROP TRIGGER IF EXISTS audit_entry_stays ON audit_entry";
}

public sealed class PostgresAttributionTests(SharedPostgres server)
    : AttributionConformance(new PostgresFixture(server));

public sealed class PostgresRoundStoreTests(SharedPostgres server)
    : RoundStoreConformance(new PostgresFixture(server));

public sealed class PostgresCatalogTests(SharedPostgres server) : CatalogConformance(new PostgresFixture(server));

public sealed class PostgresGrainStorageQueryTests(SharedPostgres server)
    : GrainStorageQueryConformance(new PostgresFixture(server))
{
    protected override DbConnection Connect(string connectionString) => new NpgsqlConnection(connectionString);
}
