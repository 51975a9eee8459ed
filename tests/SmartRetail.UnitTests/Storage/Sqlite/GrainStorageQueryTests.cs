using Microsoft.Data.Sqlite;

namespace SmartRetail.UnitTests.Storage.Sqlite;

/// <summary>The queries that Orleans' ADO.NET grain storage runs, by their contract: no row means a conflict.</summary>
public sealed class GrainStorageQueryTests : IAsyncLifetime
{
    private readonly SqliteFixture _database = new();
    private SqliteConnection _connection = null!;

    public async ValueTask InitializeAsync()
    {
        await using var storage = await _database.OpenAsync(TimeProvider.System);
        _connection = new(storage.ConnectionString + ";Pooling=false");
        await _connection.OpenAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public void Counts_versions_from_one() =>
        Assert.Equal([1L, 2L, 3L], new long?[] { Write(null, [1]), Write(1, [2]), Write(2, [3]) });

    [Fact]
    public void Lets_one_of_two_first_writes_win()
    {
        Write(null, [1]);

        Assert.Null(Write(null, [2]));
        Assert.Equal([1], Read());
    }

    [Fact]
    public void Refuses_a_write_from_an_older_version()
    {
        Write(null, [1]);
        Write(1, [2]);

        Assert.Null(Write(1, [3]));
        Assert.Equal([2], Read());
    }

    [Fact]
    public void Refuses_a_versioned_write_of_what_is_not_there() => Assert.Null(Write(1, [1]));

    [Fact]
    public void Clears_the_version_that_is_named_and_no_other()
    {
        Write(null, [1]);

        Assert.Null(Run("ClearStorageKey", 7));
        Assert.Equal(2L, Run("ClearStorageKey", 1));
        Assert.Equal(3L, Write(2, [2]));
    }

    [Fact]
    public void Tells_grains_apart_by_their_string_key()
    {
        Write(null, [1], key: "anna");

        Assert.Equal(1L, Write(null, [2], key: "bert"));
        Assert.Equal([1], Read("anna"));
    }

    private long? Write(int? version, byte[] payload, string? key = null) =>
        (long?)Run("WriteToStorageKey", version, payload, key);

    private byte[]? Read(string? key = null) => (byte[]?)Run("ReadFromStorageKey", null, null, key);

    private object? Run(string query, int? version, byte[]? payload = null, string? key = null)
    {
        using var find = _connection.CreateCommand();
        find.CommandText = "SELECT QueryText FROM OrleansQuery WHERE QueryKey = $key";
        find.Parameters.AddWithValue("$key", query);

        using var command = _connection.CreateCommand();
        command.CommandText = (string)find.ExecuteScalar()!;
        command.Parameters.AddWithValue("@GrainIdHash", 1);
        command.Parameters.AddWithValue("@GrainIdN0", 2L);
        command.Parameters.AddWithValue("@GrainIdN1", 3L);
        command.Parameters.AddWithValue("@GrainTypeHash", 4);
        command.Parameters.AddWithValue("@GrainTypeString", "settings");
        command.Parameters.AddWithValue("@GrainIdExtensionString", (object?)key ?? DBNull.Value);
        command.Parameters.AddWithValue("@ServiceId", "retail");
        command.Parameters.AddWithValue("@GrainStateVersion", (object?)version ?? DBNull.Value);
        command.Parameters.AddWithValue("@PayloadBinary", (object?)payload ?? DBNull.Value);
        return command.ExecuteScalar();
    }
}
