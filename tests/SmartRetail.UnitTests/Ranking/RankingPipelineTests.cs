using Microsoft.Extensions.Time.Testing;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Catalog;
using SmartRetail.Recommender.Features;
using SmartRetail.Recommender.LiveCounts;
using SmartRetail.Recommender.Ranking;
using SmartRetail.Recommender.Sequences;

namespace SmartRetail.UnitTests.Ranking;

public sealed class RankingPipelineTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 3, 10, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Start);
    private readonly CatalogReplica _catalog = new();
    private readonly StoreCounts _counts;
    private readonly RankingPipeline _pipeline;
    private readonly CustomerFeatures _features = new();

    public RankingPipelineTests()
    {
        _counts = new(new(), _clock);
        _pipeline = new(new(), _clock);
        _catalog.Load(new(1,
        [
            Product("cup", "kitchen"), Product("saucer", "kitchen"), Product("spoon", "kitchen"),
            Product("lamp", "light"), Product("candle", "light"),
        ]));
        Follow("x", "cup", "saucer");
        Follow("y", "lamp", "candle");
    }

    [Fact]
    public void Ranks_by_counts_while_there_is_no_model()
    {
        View("cup");

        var ranked = Rank(3);

        Assert.Equal(RecommendationTier.Counts, ranked.Tier);
        Assert.Equal("saucer", ranked.Products[0].Product.Value);
        Assert.Null(ranked.Model);
    }

    [Fact]
    public void Lets_the_model_lead_the_blend()
    {
        View("cup");

        var ranked = Rank(3, new OneAnswerModel(["cup", "lamp", "candle"], answer: 2));

        Assert.Equal(RecommendationTier.Personal, ranked.Tier);
        Assert.Equal(["candle", "saucer"], ranked.Products.Take(2).Select(scored => scored.Product.Value));
    }

    [Fact]
    public void Falls_back_to_counts_when_the_model_knows_nothing_of_the_history()
    {
        View("cup");

        var ranked = Rank(3, new OneAnswerModel(["lamp", "candle"], answer: 1));

        Assert.Equal(RecommendationTier.Counts, ranked.Tier);
        Assert.Equal("saucer", ranked.Products[0].Product.Value);
    }

    [Fact]
    public void Is_popular_for_a_customer_without_history() => Assert.Equal(RecommendationTier.Popular, Rank(3).Tier);

    [Fact]
    public void Fills_up_with_products_nobody_has_acted_on()
    {
        var ranked = Rank(5);

        Assert.Equal(["candle", "cup", "lamp", "saucer", "spoon"], ranked.Products.Select(scored => scored.Product.Value).Order());
        Assert.Equal("spoon", ranked.Products[^1].Product.Value);
    }

    [Fact]
    public void Sorts_no_catalog_while_what_is_popular_fills_the_list()
    {
        Rank(4);
        var before = _catalog.IsIndexed;
        Rank(5);

        Assert.Equal((false, true), (before, _catalog.IsIndexed));
    }

    [Fact]
    public void Leaves_out_what_was_just_seen_disliked_or_put_into_the_basket()
    {
        View("cup");
        Apply(InteractionKind.Dislike, "lamp");
        Apply(InteractionKind.AddToCart, "spoon");

        Assert.Equal(["candle", "saucer"], Rank(5).Products.Select(scored => scored.Product.Value).Order());
    }

    [Fact]
    public void Shows_a_bought_product_again_after_its_time()
    {
        Apply(InteractionKind.Purchase, "cup");
        var pipeline = new RankingPipeline(new() { RecentlySeen = 0 }, _clock);

        var before = Rank(5, pipeline: pipeline);
        _clock.Advance(pipeline.Options.BoughtAlready);
        var after = Rank(5, pipeline: pipeline);

        Assert.DoesNotContain(new ProductId("cup"), before.Products.Select(scored => scored.Product));
        Assert.Contains(new ProductId("cup"), after.Products.Select(scored => scored.Product));
    }

    [Fact]
    public void Never_ranks_what_cannot_be_bought()
    {
        _catalog.TryApply(2, [Product("saucer", "kitchen") with { Stock = 0 }], []);
        View("cup");

        Assert.DoesNotContain(new ProductId("saucer"), Rank(5).Products.Select(scored => scored.Product));
    }

    [Fact]
    public void Names_the_product_whose_removal_costs_the_most()
    {
        View("lamp");
        View("cup");

        var reasons = new ReasonFinder(_pipeline)
            .Find([new("saucer"), new("candle")], _features.ToRankingInput(50), InStore(null));

        Assert.Equal(new ProductId("cup"), reasons[0][0].Product);
        Assert.Equal("Because you viewed Title of cup", reasons[0][0].Text);
        Assert.Equal(new ProductId("lamp"), reasons[1][0].Product);
    }

    [Fact]
    public void Similar_products_start_with_what_goes_with_it_and_fill_up_from_its_category()
    {
        var similar = RankingPipeline.Similar(_catalog.Find(new("cup"))!, InStore(null), 2);

        Assert.Equal(["saucer", "spoon"], similar.Select(scored => scored.Product.Value));
    }

    public void Dispose() => _counts.Dispose();

    private static Product Product(string id, string category) =>
        new() { Id = new(id), Title = $"Title of {id}", Category = category, Price = 1 };

    private StoreView InStore(ISequenceModel? model) => new(_catalog, _counts, model);

    private RankedCandidates Rank(int count, ISequenceModel? model = null, RankingPipeline? pipeline = null)
    {
        pipeline ??= _pipeline;
        var view = InStore(model);
        var input = _features.ToRankingInput(50);
        return pipeline.Rank(input, view, pipeline.FilterFor(input, view, new()), count);
    }

    private void View(string product) => Apply(InteractionKind.View, product);

    private void Apply(InteractionKind kind, string product) => _features.Apply(
        Interaction("me", kind, product, Start), _catalog.Find(new(product)), new());

    private void Follow(string customer, string first, string second) => _counts.Apply(
    [
        new(1, Interaction(customer, InteractionKind.View, first, Start)),
        new(2, Interaction(customer, InteractionKind.View, second, Start)),
    ]);

    private static Interaction Interaction(string customer, InteractionKind kind, string product, DateTimeOffset at) =>
        new() { Id = new("i"), Customer = new(customer), Kind = kind, Product = new(product), OccurredAt = at };

    /// <summary>A model that is sure of one item, whatever came before.</summary>
    private sealed class OneAnswerModel(string[] products, int answer) : ISequenceModel
    {
        public ModelVersion Version => new(1);

        public int Items => products.Length;

        public int? FindItem(ProductId product) =>
            Array.IndexOf(products, product.Value) is var item and >= 0 ? item : null;

        public ProductId GetProduct(int item) => new(products[item]);

        public void Score(IReadOnlyList<InteractionSequence> sequences, Span<float> logits)
        {
            logits.Clear();
            for (var sequence = 0; sequence < sequences.Count; sequence++)
            {
                logits[(sequence * Items) + answer] = 10;
            }
        }

        public void ScoreSimilar(int item, Span<float> cosines) => cosines.Clear();
    }
}
