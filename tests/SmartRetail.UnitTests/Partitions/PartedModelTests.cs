using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Catalog;
using SmartRetail.Recommender.Features;
using SmartRetail.Recommender.LiveCounts;
using SmartRetail.Recommender.Ranking;
using SmartRetail.Serving.Partitions;

namespace SmartRetail.UnitTests.Partitions;

/// <summary>A model of three parts ranks to the bit as the whole one, whoever holds the parts.</summary>
public sealed class PartedModelTests : IDisposable
{
    private const int Items = 5_000;
    private const int Most = 2_048;

    private readonly FakeTimeProvider _clock = new(new(2026, 3, 3, 10, 0, 0, TimeSpan.Zero));
    private readonly CatalogReplica _catalog = new();
    private readonly StoreCounts _counts;
    private readonly DirectedRows _rows = new(Items, seed: 1);
    private readonly OtherSilo _other = new();

    public PartedModelTests()
    {
        _counts = new(new(), _clock);
        _catalog.Load(new(1, [.. Enumerable.Range(0, Items).Select(number => new Product
        {
            Id = DirectedRows.Id(number),
            Title = "any",
            Category = number % 500 == 3 ? "narrow" : "wide",
            Price = 1,
        })]));
        _counts.Apply([.. Enumerable.Range(1, 200).Select(number => new LoggedStep(number, new()
        {
            Id = new($"{number}"),
            Customer = new($"{number / 4}"),
            Kind = InteractionKind.View,
            Product = DirectedRows.Id(number * 17 % Items),
            OccurredAt = _clock.GetUtcNow(),
        }))]);
    }

    [Theory]
    [InlineData(new[] { 0, 1, 2 }, new int[0])]
    [InlineData(new[] { 0 }, new[] { 1, 2 })]
    [InlineData(new[] { 1 }, new[] { 0 })]
    [InlineData(new int[0], new int[0])]
    public async Task Ranks_as_the_whole_model_does(int[] here, int[] there)
    {
        var model = await Open(here, there);

        var ranked = await Rank(model, category: null, 100);

        Assert.Equal(await Rank(_rows.Whole(), category: null, 100), ranked);
    }

    [Fact]
    public async Task A_narrow_filter_lists_what_the_whole_model_does()
    {
        var model = await Open([0], [1, 2]);

        var ranked = await Rank(model, "narrow", 10);

        Assert.Equal(await Rank(_rows.Whole(), "narrow", 10), ranked);
    }

    [Fact]
    public async Task Finds_the_products_that_the_whole_model_finds_most_alike()
    {
        var model = await Open([0], [1, 2]);

        var similar = await Similar(model);

        Assert.Equal(await Similar(_rows.Whole()), similar);
    }

    [Fact]
    public async Task Asks_each_part_elsewhere_once_a_ranking()
    {
        var model = await Open([0], [1, 2]);

        await Rank(model, category: null, 100);

        Assert.Equal(2, _other.Answers);
    }

    [Fact]
    public async Task Lets_go_of_parts_that_are_no_longer_its_own()
    {
        var model = await Open([0], []);

        await model.HoldAsync([2], TestContext.Current.CancellationToken);

        Assert.Equal([2], model.Held);
    }

    [Fact]
    public async Task Ranks_by_the_counts_when_a_silo_does_not_answer_in_time()
    {
        var model = await Open([0, 1], []);
        _other.IsSilent = true;

        var ranking = Pipeline.RankAsync(Input, new(_catalog, _counts, model), new(_catalog), 10, TestContext.Current.CancellationToken);
        _clock.Advance(Pipeline.Options.ModelPatience);
        var ranked = await ranking;

        Assert.True(ranked.LacksNetwork);
        Assert.Equal(RecommendationTier.Counts, ranked.Tier);
        Assert.Equal(10, ranked.Products.Length);
    }

    public void Dispose()
    {
        _rows.Dispose();
        _counts.Dispose();
    }

    private RankingPipeline Pipeline => new(new(), _clock);

    private RankingInput Input => new(
        1,
        [new(DirectedRows.Id(34), InteractionKind.View, _clock.GetUtcNow())],
        ImmutableDictionary<ProductId, DateTimeOffset>.Empty,
        [],
        []);

    private async Task<PartedModel> Open(int[] here, int[] there)
    {
        _other.Model = await _rows.InPartsAsync(new OtherSilo(), Most, there);
        return await _rows.InPartsAsync(_other, Most, here);
    }

    private async Task<ImmutableArray<ScoredProduct>> Rank(ISequenceModel model, string? category, int count) =>
        (await Pipeline.RankAsync(
            Input,
            new(_catalog, _counts, model),
            new(_catalog) { Category = category },
            count,
            TestContext.Current.CancellationToken)).Products;

    private async Task<ImmutableArray<ScoredProduct>> Similar(ISequenceModel model) => await Pipeline.SimilarAsync(
        _catalog.Find(DirectedRows.Id(34))!, new(_catalog, _counts, model), 50, TestContext.Current.CancellationToken);
}
