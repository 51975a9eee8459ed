using System.Diagnostics;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Storage;

namespace SmartRetail.Benchmarks;

/// <summary>
/// What group commit is worth: durable appends a second with one caller, whose every append is a commit, and with many
/// callers that share commits. Three rounds in turns; the medians count.
/// </summary>
internal static class AppendBenchmark
{
    private const int Rounds = 3;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(2);
    private static readonly StoreId Store = new("benchmark");

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("smartretail-benchmark-").FullName;
        try
        {
            await using var storage = await RetailStorage.OpenAsync(new() { DataFolder = folder });
            await storage.Catalog.CreateStoreAsync(Store);
            int[] callers = [1, 16, 256];
            var rates = callers.ToDictionary(count => count, _ => new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                foreach (var count in callers)
                {
                    rates[count].Add(await MeasureAsync(storage, count));
                }
            }

            var single = Median(rates[1]);
            foreach (var count in callers)
            {
                var rate = Median(rates[count]);
                Console.WriteLine($"{count,4} callers  {rate,10:N0} appends/s  {rate / single,6:0.0}x");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<double> MeasureAsync(RetailStorage storage, int callers)
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

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
