namespace SmartRetail.UnitTests.Storage.Sqlite;

public sealed class SqliteSealedInteractionLogTests() : InteractionLogConformance(new SqliteFixture { Keys = new() });

public sealed class SqliteSealedCustomerSnapshotTests() : CustomerSnapshotConformance(new SqliteFixture { Keys = new() });

public sealed class SqliteSealedCustomerMergeTests() : CustomerMergeConformance(new SqliteFixture { Keys = new() });

public sealed class SqliteSealedPrivacyTests() : PrivacyConformance(new SqliteFixture { Keys = new() });

public sealed class SqliteSealedRetentionTests() : RetentionConformance(new SqliteFixture { Keys = new() });

public sealed class SqliteSealedAttributionTests() : AttributionConformance(new SqliteFixture { Keys = new() });
