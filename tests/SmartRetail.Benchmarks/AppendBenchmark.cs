using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Storage;
using SmartRetail.Storage.Sealing;
using SmartRetail.Testing;

namespace SmartRetail.Benchmarks;

/// <summary>
/// What group commit is worth, and what it costs to seal personal fields: durable appends a second with one caller, whose every
/// append is a commit, and with many callers that share commits, each plain and sealed; how many rows of the log one reads a
/// second, and how many bytes one takes with its indexes. Three rounds in turns; the medians count.
/// </summary>
internal static class AppendBenchmark
{
    private const int Rounds = 3;
    private const int PageSize = 10_000;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(2);
    private static readonly StoreId Store = new("benchmark");
    private static readonly int[] Callers = [1, 16, 256];

    /// <param name="arguments">postgres, for that database instead of SQLite.</param>
    public static async Task RunAsync(string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("smartretail-benchmark-").FullName;
        try
        {
            await using var server = arguments is ["postgres"] ? await PostgresServer.StartDurableAsync() : null;
            await using var plain = await OpenAsync(Path.Combine(folder, "plain"), server, keyFile: null);
            var keyFile = Path.Combine(folder, "customer-keys");
            CustomerKeyFiles.TryCreate(keyFile, TimeProvider.System);
            await using var sealing = await OpenAsync(Path.Combine(folder, "sealed"), server, keyFile);
            await MeasureAsync(plain, sealing);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<RetailStorage> OpenAsync(string folder, PostgresServer? server, string? keyFile)
    {
        var storage = await RetailStorage.OpenAsync(new()
        {
            DataFolder = folder,
            ConnectionString = server is null ? null : await server.CreateDatabaseAsync(),
            CustomerKeyFile = keyFile,
        });
        await storage.Catalog.CreateStoreAsync(Store);
        return storage;
    }

    private static async Task MeasureAsync(RetailStorage plain, RetailStorage sealing)
    {
        var rates = Callers.ToDictionary(count => count, _ => (Plain: new List<double>(), Sealed: new List<double>()));
        var reads = (Plain: new List<double>(), Sealed: new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var count in Callers)
            {
                rates[count].Plain.Add(await AppendAsync(plain, count));
                rates[count].Sealed.Add(await AppendAsync(sealing, count));
            }

            reads.Plain.Add(await ReadAsync(plain));
            reads.Sealed.Add(await ReadAsync(sealing));
        }

        var single = Median(rates[1].Plain);
        foreach (var count in Callers)
        {
            var (bare, closed) = (Median(rates[count].Plain), Median(rates[count].Sealed));
            Console.WriteLine(
                $"{count,4} callers  {bare,10:N0} appends/s  {bare / single,6:0.0}x   sealed {closed,10:N0}  {closed / bare,6:0.00}x");
        }

        var (read, opened) = (Median(reads.Plain), Median(reads.Sealed));
        Console.WriteLine($"     reading  {read,10:N0} rows/s            sealed {opened,10:N0}  {opened / read,6:0.00}x");
        var (bytes, sealedBytes) = (await BytesAsync(plain), await BytesAsync(sealing));
        Console.WriteLine($"     a row    {bytes,10:N0} bytes             sealed {sealedBytes,10:N0}  {sealedBytes / bytes,6:0.00}x");
    }

    private static async Task<double> AppendAsync(RetailStorage storage, int callers)
    {
        var appended = 0L;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            while (watch.Elapsed < Duration)
            {
                await storage.Interactions.AppendAsync(Store,
                [
                    new()
                    {
                        Id = new(Guid.NewGuid().ToString("N")),
                        Customer = new($"c{caller}"),
                        Kind = InteractionKind.View,
                        Product = new("p"),
                        OccurredAt = TimeProvider.System.GetUtcNow(),
                    },
                ]);
                Interlocked.Increment(ref appended);
            }
        })));
        return appended / watch.Elapsed.TotalSeconds;
    }

    private static async Task<double> ReadAsync(RetailStorage storage)
    {
        var (position, rows) = (0L, 0L);
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < Duration)
        {
            var page = await storage.Interactions.ReadAsync(Store, position, PageSize);
            position = page.Count < PageSize ? 0 : page[^1].Position;
            rows += page.Count;
        }

        return rows / watch.Elapsed.TotalSeconds;
    }

    private static async Task<double> BytesAsync(RetailStorage storage)
    {
        var isPostgres = storage.Invariant == "Npgsql";
        await using DbConnection connection = isPostgres
            ? new NpgsqlConnection(storage.ConnectionString)
            : new SqliteConnection(storage.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();

        // The log is nearly all that is in the file.
        command.CommandText = isPostgres
            ? "SELECT pg_total_relation_size('interaction')"
            : "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size";
        var bytes = Convert.ToDouble(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
        return bytes / await storage.Interactions.CountAsync(Store);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
