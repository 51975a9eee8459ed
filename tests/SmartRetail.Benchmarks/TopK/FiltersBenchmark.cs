using System.Globalization;
using SmartRetail.Recommender.Retrieval;
using SmartRetail.Serving.TopK;

namespace SmartRetail.Benchmarks.TopK;

/// <summary>
/// What a filter costs that is a part of the scan: the best of the eligible products beside the best of all, for one query.
/// Every list must be full.
/// </summary>
internal static class FiltersBenchmark
{
    private const int Count = 20;
    private static readonly int[] Sizes = [100_000, 1_000_000];
    private static readonly double[] Shares = [0.001, 0.01, 0.1, 0.5, 0.99];
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(3);

    /// <param name="arguments">The duration is that of one size.</param>
    public static async Task RunAsync(BenchmarkArguments arguments)
    {
        var report = new BenchmarkReport("filters") { Headline = Named(Sizes[^1], Shares[0]) };
        report.AddCondition("dimensions", GeneratedProducts.Dimensions);
        report.AddCondition("list", Count);
        report.AddCondition("baseline", "the best of all products");
        foreach (var size in Sizes)
        {
            var products = new GeneratedProducts(size);
            var query = products.First(1);
            var filters = Array.ConvertAll(Shares, share => Choose(size, share));
            foreach (var filter in filters)
            {
                Check(products, query, filter);
            }

            var times = await Turns.MeasureAsync(
                arguments.Duration ?? Duration,
                [
                    Calls.Of(() => products.Index.Find(query, Count)),
                    .. filters.Select(filter => Calls.Of(() => products.Index.Find(query, Count, filter))),
                ]);
            for (var at = 0; at < Shares.Length; at++)
            {
                report.AddCost(Named(size, Shares[at]), times[at + 1], times[0]);
            }
        }

        await report.WriteAsync(arguments);
    }

    private static void Check(GeneratedProducts products, float[] query, ItemBitmap filter)
    {
        var found = products.Index.Find(query, Count, filter)[0];
        var floats = new TopItems(Count);
        FloatScan.Find(products.Matrix, query, filter.Blocks, .., [floats]);
        if (found.Length < Count || !found.SequenceEqual(floats.ToArray()))
        {
            throw new InvalidOperationException($"{found.Length} of {filter.Count} eligible products are not the best {Count}");
        }
    }

    private static ItemBitmap Choose(int size, double share)
    {
        var random = new Random(1);
        var chosen = new ItemBitmap(size);
        for (var item = 0; item < size; item++)
        {
            if (random.NextDouble() < share)
            {
                chosen.Add(item);
            }
        }

        return chosen;
    }

    private static string Named(int size, double share) => string.Create(
        CultureInfo.InvariantCulture, $"{size,9:N0} products, {share * 100,4:0.#} % of them eligible, µs");
}
