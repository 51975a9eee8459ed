using System.Globalization;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Storage;

namespace SmartRetail.Benchmarks;

/// <summary>
/// What a retailer's history costs: generated interactions appended to the log in big batches, then read back in pages
/// and prepared for a fit, each in a process of its own.
/// </summary>
internal static class PreparationBenchmark
{
    private const string Name = "preparation";
    private const string Append = "append";
    private const string Prepare = "prepare";
    private const int PageSize = 10_000;
    private const int Customers = 500_000;
    private const int Products = 100_000;
    private static readonly StoreId Store = new("benchmark");

    /// <param name="arguments">
    /// How many interactions, default 10,000,000; or a part, its folder and how many, which runs that here.
    /// </param>
    public static Task RunAsync(string[] arguments) => arguments switch
    {
        [Append, var folder, var count] => AppendAsync(folder, Parse(count)),
        [Prepare, var folder, _] => PrepareAsync(folder),
        [var count] => CompareAsync(count),
        _ => CompareAsync("10000000"),
    };

    private static async Task CompareAsync(string count)
    {
        _ = Parse(count);
        var folder = Directory.CreateTempSubdirectory("smartretail-benchmark-").FullName;
        try
        {
            await ChildProcess.RunAsync([Name, Append, folder, count], Console.WriteLine);
            await ChildProcess.RunAsync([Name, Prepare, folder, count], Console.WriteLine);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task AppendAsync(string folder, int count)
    {
        await using var storage = await RetailStorage.OpenAsync(new() { DataFolder = folder });
        await storage.Catalog.CreateStoreAsync(Store);
        var started = TimeProvider.System.GetTimestamp();
        foreach (var batch in Generate(count).Chunk(PageSize))
        {
            await storage.Interactions.ImportAsync(Store, batch);
        }

        Write(Append, count, TimeProvider.System.GetElapsedTime(started), "");
    }

    private static async Task PrepareAsync(string folder)
    {
        await using var storage = await RetailStorage.OpenAsync(new() { DataFolder = folder });
        var started = TimeProvider.System.GetTimestamp();
        var builder = new SequenceBuilder(new());
        var position = 0L;
        var read = 0L;
        while (await storage.Interactions.ReadAsync(Store, position, PageSize) is { Count: > 0 } page)
        {
            foreach (var row in page)
            {
                builder.Add(row.Interaction);
            }

            position = page[^1].Position;
            read += page.Count;
        }

        var dataset = builder.Build();
        Write(Prepare, read, TimeProvider.System.GetElapsedTime(started), string.Create(
            CultureInfo.InvariantCulture,
            $"  {dataset.Customers:N0} customers, {dataset.Vocabulary.Count:N0} products, {dataset.Interactions:N0} kept"));
    }

    private static void Write(string part, long count, TimeSpan time, string more) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{part,-8}{count,12:N0} interactions  {time.TotalSeconds,7:0.0} s  {count / time.TotalSeconds,9:N0}/s  peak {ProcessMemory.PeakMebibytes,6:N0} MiB{more}"));

    // In the order of their time, as a log is; products with the long tail of a shop: the cube of a uniform number.
    private static IEnumerable<Interaction> Generate(int count)
    {
        var random = new Random(1);
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (var number = 0; number < count; number++)
        {
            yield return new()
            {
                Id = new($"i{number}"),
                Customer = new($"c{random.Next(Customers)}"),
                Kind = random.Next(10) == 0 ? InteractionKind.Purchase : InteractionKind.View,
                Product = new($"p{(int)(Products * Math.Pow(random.NextDouble(), 3))}"),
                OccurredAt = start.AddSeconds(number),
            };
        }
    }

    private static int Parse(string number) => int.Parse(number, CultureInfo.InvariantCulture);
}
