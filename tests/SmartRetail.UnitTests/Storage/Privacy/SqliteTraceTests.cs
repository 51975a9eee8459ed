using System.Text;
using SmartRetail.UnitTests.Storage.Sqlite;

namespace SmartRetail.UnitTests.Storage.Privacy;

public sealed class SqliteTraceTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_byte_of_the_file_names_an_erased_customer(bool isSealed)
    {
        await using var database = new SqliteFixture { Keys = isSealed ? new() : null };
        await using (var storage = await database.OpenAsync(TimeProvider.System))
        {
            await Traces.LeaveAsync(storage);
        }

        var before = await ReadAsync(database);
        await using (var storage = await database.OpenAsync(TimeProvider.System))
        {
            await Traces.EraseAsync(storage);
        }

        var after = await ReadAsync(database);
        Assert.True(Holds(before));
        Assert.False(Holds(after));
    }

    // Closed, so that all is in the file and there is no log beside it.
    private static Task<byte[]> ReadAsync(SqliteFixture database) =>
        File.ReadAllBytesAsync(database.DatabaseFile, TestContext.Current.CancellationToken);

    private static bool Holds(byte[] file) =>
        file.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Traces.Customer.Value)) >= 0;
}
