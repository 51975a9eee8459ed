using System.Collections.Immutable;
using System.Globalization;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Features;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.Benchmarks.TopK;

/// <summary>
/// What a ranking costs after its encoding, beside <see cref="PlainRanking"/>: all scores, the mixture, the filter and the
/// order. Every product has been looked at, so that popularity has something to say of each.
/// </summary>
internal static class RankingBenchmark
{
    private const int Candidates = 300;
    private const int Shown = 20;
    private static readonly int[] Sizes = [12_000, 100_000];
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(5);

    /// <param name="arguments">The duration is that of one comparison.</param>
    public static async Task RunAsync(BenchmarkArguments arguments)
    {
        var report = new BenchmarkReport("ranking") { Headline = Named(Sizes[^1], "300 candidates") };
        report.AddCondition("dimensions", GeneratedProducts.Dimensions);
        report.AddCondition("baseline", "a loop over all products, the popular ones by their names");
        foreach (var size in Sizes)
        {
            using var store = new GeneratedStore(size);
            await CompareAsync(report, arguments, size, store.View);
        }

        await report.WriteAsync(arguments);
    }

    private static async Task CompareAsync(
        BenchmarkReport report, BenchmarkArguments arguments, int size, StoreView store)
    {
        var pipeline = new RankingPipeline(new(), TimeProvider.System);
        var seen = new ProductId("product-3");
        var found = store.Catalog.Find(seen)!;
        var input = new RankingInput(
            1,
            [new(seen, InteractionKind.View, TimeProvider.System.GetUtcNow())],
            ImmutableDictionary<ProductId, DateTimeOffset>.Empty,
            [],
            []);
        var all = pipeline.FilterFor(input, store, new());
        var narrow = pipeline.FilterFor(input, store, new() { Category = GeneratedStore.Narrow });
        var inNarrow = Math.Min(Shown, size / 1_000);
        var like = new ProductFilter(store.Catalog) { Exclude = new HashSet<ProductId> { seen } };
        await Compare("300 candidates",
            () => pipeline.Rank(input, store, all, Candidates).Products,
            () => PlainRanking.Rank(seen, store, all, Candidates));
        await Compare("the best of a category that has 0.1 % of them",
            () => pipeline.Rank(input, store, narrow, inNarrow).Products,
            () => PlainRanking.Rank(seen, store, narrow, inNarrow));
        await Compare("20 similar",
            () => RankingPipeline.Similar(found, store, Shown),
            () => PlainRanking.FindSimilar(seen, store, like, Shown));

        async Task Compare(string what, Func<IReadOnlyList<ScoredProduct>> ours, Func<IReadOnlyList<ScoredProduct>> plain)
        {
            Check(ours(), plain());
            var times = await Turns.MeasureAsync(
                arguments.Duration ?? Duration, Calls.Of(() => ours()), Calls.Of(() => plain()));
            report.AddCost(Named(size, what), times[0], times[1]);
        }
    }

    // The baseline's softmax is in floats: of scores that are all but equal either may come first.
    private static void Check(IReadOnlyList<ScoredProduct> ours, IReadOnlyList<ScoredProduct> plain)
    {
        if (ours.Count != plain.Count || ours.Zip(plain).Any(pair =>
            pair.First.Product != pair.Second.Product && Math.Abs(pair.First.Score / pair.Second.Score - 1) > 1e-5))
        {
            throw new InvalidOperationException($"the {ours.Count} products are not the {plain.Count} of a loop over all");
        }
    }

    private static string Named(int size, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{size,7:N0} products, µs for {what}");
}
