namespace SmartRetail.UnitTests.Storage.Sqlite;

public sealed class SqliteInteractionLogTests() : InteractionLogConformance(new SqliteFixture());

public sealed class SqliteCustomerSnapshotTests() : CustomerSnapshotConformance(new SqliteFixture());

public sealed class SqliteCatalogTests() : CatalogConformance(new SqliteFixture());
