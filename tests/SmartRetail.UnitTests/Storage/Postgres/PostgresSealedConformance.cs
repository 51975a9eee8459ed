namespace SmartRetail.UnitTests.Storage.Postgres;

public sealed class PostgresSealedInteractionLogTests(SharedPostgres server)
    : InteractionLogConformance(new PostgresFixture(server) { Keys = new() });

public sealed class PostgresSealedCustomerSnapshotTests(SharedPostgres server)
    : CustomerSnapshotConformance(new PostgresFixture(server) { Keys = new() });

public sealed class PostgresSealedCustomerMergeTests(SharedPostgres server)
    : CustomerMergeConformance(new PostgresFixture(server) { Keys = new() });

public sealed class PostgresSealedPrivacyTests(SharedPostgres server)
    : PrivacyConformance(new PostgresFixture(server) { Keys = new() });

public sealed class PostgresSealedRetentionTests(SharedPostgres server)
    : RetentionConformance(new PostgresFixture(server) { Keys = new() });

public sealed class PostgresSealedAttributionTests(SharedPostgres server)
    : AttributionConformance(new PostgresFixture(server) { Keys = new() });
