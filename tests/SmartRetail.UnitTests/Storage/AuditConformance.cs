using System.Data.Common;
using System.Globalization;
using SmartRetail.Contracts.Audit;

namespace SmartRetail.UnitTests.Storage;

public abstract class AuditConformance(IStorageFixture database) : StorageConformance(database)
{
    [Fact]
    public async Task Reads_what_was_appended_newest_first()
    {
        await Append("one", "two", "three");

        var entries = await Storage.Audit.ReadAsync(before: 4, count: 2, Cancellation);

        Assert.Equal(["three", "two"], entries.Select(entry => entry.Subject));
        Assert.Equal([3, 2], entries.Select(entry => entry.Position));
        Assert.All(entries, entry => Assert.Equal(("operator", "key.create", null, Clock.GetUtcNow()), (entry.By, entry.Act, entry.Store, entry.At)));
    }

    [Fact]
    public async Task Finds_nothing_wrong_with_a_trail_as_it_was_written()
    {
        await Append("one", "two", "three");

        var finding = await Storage.Audit.VerifyAsync(Cancellation);

        Assert.Equal((3, null), (finding.Entries, finding.Fault));
        Assert.Equal((await Storage.Audit.ReadAsync(4, 1, Cancellation))[0].Hash, finding.Head);
    }

    [Fact]
    public async Task Entries_of_several_processes_are_one_chain()
    {
        await using var other = await Database.OpenAsync(Clock);

        await Task.WhenAll(Enumerable.Range(0, 40).Select(number => (number % 2 == 0 ? Storage : other).Audit.AppendAsync(
            Entry(number.ToString(CultureInfo.InvariantCulture)), Cancellation)));

        Assert.Equal((40, null), Summary(await Storage.Audit.VerifyAsync(Cancellation)));
    }

    [Theory]
    [InlineData("UPDATE audit_entry SET subject = 'other' WHERE position = 2", 1, "entry 2 is not what was written behind entry 1")]
    [InlineData("UPDATE audit_entry SET store = '' WHERE position = 2", 1, "entry 2 is not what was written behind entry 1")]
    [InlineData("DELETE FROM audit_entry WHERE position = 2", 1, "entry 2 is missing: entry 3 follows on 1")]
    [InlineData("DELETE FROM audit_entry WHERE position = 3", 2, "entry 3 is missing: the trail ends at 2, and was written to 3")]
    [InlineData("DELETE FROM audit_entry", 0, "entry 1 is missing: the trail ends at 0, and was written to 3")]
    public async Task Names_the_entry_that_was_changed_or_removed(string tampering, long intact, string fault)
    {
        await Append("one", "two", "three");

        await Tamper(tampering);

        var finding = await Storage.Audit.VerifyAsync(Cancellation);
        Assert.Equal(intact, finding.Entries);
        Assert.StartsWith(fault, finding.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_an_entry_that_has_changed_places_with_another()
    {
        await Append("one", "two", "three");

        await Tamper("UPDATE audit_entry SET position = 9 WHERE position = 2");
        await Tamper("UPDATE audit_entry SET position = 2 WHERE position = 3");
        await Tamper("UPDATE audit_entry SET position = 3 WHERE position = 9");

        Assert.StartsWith(
            "entry 2 is not what was written behind entry 1",
            (await Storage.Audit.VerifyAsync(Cancellation)).Fault,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_database_itself_refuses_a_change_by_a_slip()
    {
        await Append("one");

        await Assert.ThrowsAnyAsync<DbException>(() => Execute("UPDATE audit_entry SET subject = 'other'"));
        await Assert.ThrowsAnyAsync<DbException>(() => Execute("DELETE FROM audit_entry"));
    }

    protected abstract DbConnection Connect(string connectionString);

    /// <summary>What whoever means it does first.</summary>
    protected abstract string DropGuard { get; }

    private static (long, string?) Summary(AuditFinding finding) => (finding.Entries, finding.Fault);

    private static AuditEntry Entry(string subject) => new("operator", "key.create", null, subject);

    private async Task Append(params string[] subjects)
    {
        foreach (var subject in subjects)
        {
            await Storage.Audit.AppendAsync(Entry(subject), Cancellation);
        }
    }

    private async Task Tamper(string sql)
    {
        await Execute(DropGuard);
        await Execute(sql);
    }

    private async Task Execute(string sql)
    {
        await using var connection = Connect(Storage.ConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
