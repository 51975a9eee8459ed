using Microsoft.Extensions.Time.Testing;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Features;
using SmartRetail.Recommender.Lists;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.UnitTests.Lists;

public sealed class CustomerScoresTests : IDisposable
{
    private readonly ListedStore _store = new ListedStore().Sell("kitchen", "cup", "saucer", "spoon", "fork", "knife");
    private readonly RankingPipeline _pipeline = new(new(), new FakeTimeProvider(ListedStore.Start));
    private readonly CustomerFeatures _features = new();

    public CustomerScoresTests()
    {
        Follow("x", "cup", "saucer");
        Follow("y", "cup", "saucer");
        Follow("z", "cup", "spoon");
        View("cup");
    }

    [Fact]
    public async Task Orders_by_the_scores_that_recommendations_are_ranked_by()
    {
        var input = _features.ToRankingInput(200);
        var recommended = _pipeline.Rank(input, _store.View, _pipeline.FilterFor(input, _store.View, new()), 2);

        var (ranked, _) = await Rank("spoon", "saucer");

        Assert.Equal(
            recommended.Products.Select(scored => (scored.Product, scored.Score)),
            ranked.Select(product => (product.Product, product.Score)));
        Assert.Equal(["saucer", "spoon"], ranked.Select(product => product.Product.Value));
        Assert.Equal([1, 2], ranked.Select(product => product.Position));
    }

    [Fact]
    public async Task What_scores_the_same_keeps_its_order()
    {
        var (ranked, _) = await Rank("knife", "fork", "saucer");

        Assert.Equal(["saucer", "knife", "fork"], ranked.Select(product => product.Product.Value));
    }

    [Fact]
    public async Task Reports_what_the_catalog_does_not_have()
    {
        var (ranked, unknown) = await Rank("unheard of", "cup", "gone");

        Assert.Equal(["cup"], ranked.Select(product => product.Product.Value));
        Assert.Equal(["unheard of", "gone"], unknown.Select(product => product.Value));
    }

    [Fact]
    public async Task Marks_what_cannot_be_bought()
    {
        _store.SellOut("saucer");

        var (ranked, unknown) = await Rank("spoon", "saucer");

        Assert.Equal([("saucer", false), ("spoon", true)], ranked.Select(product => (product.Product.Value, product.IsAvailable)));
        Assert.Empty(unknown);
    }

    [Fact]
    public async Task Marks_what_a_rule_of_the_store_hides()
    {
        _store.Hide("saucer");

        var (ranked, _) = await Rank("spoon", "saucer");

        Assert.Equal([("saucer", false), ("spoon", true)], ranked.Select(product => (product.Product.Value, product.IsAvailable)));
    }

    [Fact]
    public async Task Drops_what_cannot_be_bought_when_asked_and_does_not_call_it_unknown()
    {
        _store.SellOut("saucer");

        var (ranked, unknown) = (await Scores()).Rank([new("spoon"), new("saucer")], new(_store.Catalog), dropsUnavailable: true);

        Assert.Equal([("spoon", 1)], ranked.Select(product => (product.Product.Value, product.Position)));
        Assert.Empty(unknown);
    }

    [Fact]
    public async Task A_product_given_twice_is_ranked_once()
    {
        var (ranked, _) = await Rank("cup", "cup");

        Assert.Single(ranked);
    }

    [Fact]
    public async Task Says_how_much_it_knew()
    {
        var scores = await Scores();

        Assert.Equal(RecommendationTier.Counts, scores.Tier);
        Assert.Null(scores.Model);
    }

    public void Dispose() => _store.Dispose();

    private Task<CustomerScores> Scores() => CustomerScores.OfAsync(
        _features.ToRankingInput(200), _store.View, _pipeline, TestContext.Current.CancellationToken);

    private async Task<(IReadOnlyList<RankedProduct> Ranked, IReadOnlyList<ProductId> Unknown)> Rank(
        params string[] products) =>
        (await Scores()).Rank(products.Select(id => new ProductId(id)), new(_store.Catalog), dropsUnavailable: false);

    private void Follow(string customer, string first, string second)
    {
        _store.Look(customer, first, ListedStore.Start);
        _store.Look(customer, second, ListedStore.Start);
    }

    private void View(string product) => _features.Apply(
        new()
        {
            Id = new("i"),
            Customer = new("me"),
            Kind = InteractionKind.View,
            Product = new(product),
            OccurredAt = ListedStore.Start,
        },
        null,
        new());
}
