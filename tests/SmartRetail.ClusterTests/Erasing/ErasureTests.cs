using Microsoft.Data.Sqlite;
using SmartRetail.ClusterTests.Processes;
using SmartRetail.Storage;

namespace SmartRetail.ClusterTests.Erasing;

/// <summary>A hundred of five thousand customers are erased under load, and then looked for in every byte that is left.</summary>
[Collection(nameof(ProcessTests))]
public sealed class ErasureTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_byte_of_a_vacuumed_data_folder_names_an_erased_customer()
    {
        var folder = Directory.CreateTempSubdirectory("smartretail-erased-");
        await using (var storage = await RetailStorage.OpenAsync(new() { DataFolder = folder.FullName }, cancellationToken: Cancellation))
        {
            await LocalCluster.MakeStoreAsync(storage);
        }

        await using var process = new SiloProcess(
            Guid.NewGuid().ToString("N"),
            new Dictionary<string, string> { [ClusterSecret.Variable] = ClusterSecret.WriteTo(folder.FullName) },
            ProcessPlace.Loopback,
            "--data", folder.FullName, "--no-sample", "--no-training");
        await process.WaitUntilReadyAsync(Cancellation);
        var crowd = new LeavingCrowd(process.Api, LocalCluster.Store.Value);
        await crowd.ComeAsync(Cancellation);
        var before = ByteSearch.FilesWith(crowd.Mark, folder.FullName);
        await crowd.LeaveAsync(Cancellation);
        var (receipts, exported) = (
            await crowd.CountGoodReceiptsAsync(Cancellation), await crowd.CountExportedAsync(Cancellation));
        await process.StopAsync(Cancellation);
        await RewriteAsync(Path.Combine(folder.FullName, StorageOptions.DatabaseFile));
        var after = ByteSearch.FilesWith(crowd.Mark, folder.FullName);
        folder.Delete(recursive: true);

        TestContext.Current.SendDiagnosticMessage($"SQLite: the longest erasure took {crowd.Longest.TotalSeconds:0.00} s");
        Assert.InRange(before.Length, 2, int.MaxValue);
        Assert.Empty(after);
        Assert.Equal((LeavingCrowd.Leaving, 0), (receipts, exported));
        Assert.DoesNotContain(crowd.Mark, process.Output, StringComparison.Ordinal);
        Assert.InRange(crowd.Longest, TimeSpan.Zero, Limit);
    }

    [Fact]
    public async Task No_byte_of_a_vacuumed_database_names_an_erased_customer()
    {
        await using var cluster = await LocalCluster.CreateAsync();
        await using var serving = await cluster.StartReadyAsync("serving");
        await using var web = await cluster.StartReadyAsync("web");
        var crowd = new LeavingCrowd(web.Api, LocalCluster.Store.Value);
        await crowd.ComeAsync(Cancellation);
        await cluster.ExecuteAsync("CHECKPOINT");
        var before = ByteSearch.FilesWith(crowd.Mark, cluster.Server.TableFolder);
        await crowd.LeaveAsync(Cancellation);
        var (receipts, exported) = (
            await crowd.CountGoodReceiptsAsync(Cancellation), await crowd.CountExportedAsync(Cancellation));
        await cluster.ExecuteAsync("VACUUM FULL");
        await cluster.ExecuteAsync("CHECKPOINT");
        var after = ByteSearch.FilesWith(crowd.Mark, cluster.Server.TableFolder);

        TestContext.Current.SendDiagnosticMessage($"PostgreSQL: the longest erasure took {crowd.Longest.TotalSeconds:0.00} s");
        Assert.InRange(before.Length, 2, int.MaxValue);
        Assert.Empty(after);
        Assert.Empty(ByteSearch.FilesWith(crowd.Mark, cluster.Folder));
        Assert.Equal((LeavingCrowd.Leaving, 0), (receipts, exported));
        Assert.DoesNotContain(crowd.Mark, serving.Output + web.Output, StringComparison.Ordinal);
        Assert.InRange(crowd.Longest, TimeSpan.Zero, Limit);
    }

    // Copies of index entries that were moved lie between those that are there, until the file is written anew.
    private static async Task RewriteAsync(string file)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "VACUUM; PRAGMA wal_checkpoint(TRUNCATE)";
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
