using System.Data;
using System.Data.Common;

namespace SmartRetail.UnitTests.Storage;

/// <summary>The queries that Orleans' ADO.NET grain storage runs, by their contract: no row means a conflict.</summary>
public abstract class GrainStorageQueryConformance(IStorageFixture database) : IAsyncLifetime
{
    private DbConnection _connection = null!;

    public async ValueTask InitializeAsync()
    {
        await using var storage = await database.OpenAsync(TimeProvider.System);
        _connection = Connect(storage.ConnectionString + ";Pooling=false");
        await _connection.OpenAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract DbConnection Connect(string connectionString);

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

        Assert.Null(Clear(7));
        Assert.Equal(2L, Clear(1));
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
        Version(Run("WriteToStorageKey", version, payload, key));

    private long? Clear(int version) => Version(Run("ClearStorageKey", version));

    private byte[]? Read(string? key = null) => (byte[]?)Run("ReadFromStorageKey", null, null, key);

    private static long? Version(object? value) => value is null ? null : Convert.ToInt64(value, null);

    private object? Run(string query, int? version, byte[]? payload = null, string? key = null)
    {
        using var find = _connection.CreateCommand();
        find.CommandText = "SELECT QueryText FROM OrleansQuery WHERE QueryKey = @key";
        Add(find, "@key", DbType.String, query);

        using var command = _connection.CreateCommand();
        command.CommandText = (string)find.ExecuteScalar()!;
        Add(command, "@GrainIdHash", DbType.Int32, 1);
        Add(command, "@GrainIdN0", DbType.Int64, 2L);
        Add(command, "@GrainIdN1", DbType.Int64, 3L);
        Add(command, "@GrainTypeHash", DbType.Int32, 4);
        Add(command, "@GrainTypeString", DbType.String, "settings");
        Add(command, "@GrainIdExtensionString", DbType.String, key);
        Add(command, "@ServiceId", DbType.String, "retail");
        Add(command, "@GrainStateVersion", DbType.Int32, version);
        Add(command, "@PayloadBinary", DbType.Binary, payload);
        return command.ExecuteScalar();
    }

    private static void Add(DbCommand command, string name, DbType type, object? value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.DbType = type;
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
    }
}
