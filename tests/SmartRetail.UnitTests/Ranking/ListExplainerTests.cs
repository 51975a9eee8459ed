using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Contracts.Stores;
using SmartRetail.Recommender.Catalog;
using SmartRetail.Recommender.Features;
using SmartRetail.Recommender.LiveCounts;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.UnitTests.Ranking;

/// <summary>After cup came saucer thrice, spoon twice and lamp once; the customer has looked at a cup.</summary>
public sealed class ListExplainerTests : IDisposable
{
    private const int Kept = 50;
    private static readonly DateTimeOffset Now = new(2026, 3, 3, 10, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Now);
    private readonly CatalogReplica _catalog = new();
    private readonly StoreCounts _counts;
    private readonly RankingPipeline _pipeline;
    private readonly CustomerFeatures _features = new();

    public ListExplainerTests()
    {
        _counts = new(new() { PopularLifetime = TimeSpan.Zero }, _clock);
        _pipeline = new(new(), _clock);
        _catalog.Load(new(1,
        [
            Product("cup", "kitchen", 1), Product("saucer", "kitchen", 2), Product("spoon", "kitchen", 3),
            Product("lamp", "light", 4), Product("candle", "light", 5),
        ]));
        Follow("saucer", "a", "b", "c");
        Follow("spoon", "d", "e");
        Follow("lamp", "f");
        _features.Apply(View("me", "cup"), _catalog.Find(new("cup")), new());
    }

    [Fact]
    public void Every_product_is_where_the_list_has_it()
    {
        var request = new RecommendationRequest { Count = 3 };

        var list = List(request);

        Assert.Equal(["saucer", "spoon", "lamp"], list);
        Assert.Equal([1, 2, 3], list.Select(id => Explain(id, request).Position!.Value));
        Assert.All(list, id => Assert.Equal(ExplanationOutcome.Shown, Explain(id, request).Outcome));
    }

    [Fact]
    public void A_product_below_the_last_one_says_how_far()
    {
        var spoon = Explain("spoon", new() { Count = 1 });
        var saucer = Explain("saucer", new() { Count = 1 });

        Assert.Equal(ExplanationOutcome.Outranked, spoon.Outcome);
        Assert.Equal(saucer.Score, spoon.LastShownScore);
        Assert.True(spoon.Score > 0 && spoon.Score < spoon.LastShownScore);
    }

    [Fact]
    public void A_product_that_may_not_be_shown_says_what_keeps_it_out()
    {
        Save(new() { Hide = [new("no lamps", "category == 'light' and price < 5")] });

        var lamp = Explain("lamp", new());
        var cup = Explain("cup", new());
        var unknown = Explain("unheard of", new());

        Assert.Equal(
            (ExplanationOutcome.Filtered, FilterReason.HiddenByRule, "no lamps"), (lamp.Outcome, lamp.Filter, lamp.HiddenBy));
        Assert.Equal((ExplanationOutcome.Filtered, FilterReason.RecentlySeen), (cup.Outcome, cup.Filter));
        Assert.Equal(
            (ExplanationOutcome.Filtered, FilterReason.UnknownProduct, (double?)null),
            (unknown.Outcome, unknown.Filter, unknown.Score));
    }

    [Fact]
    public void A_quota_that_takes_a_place_is_named()
    {
        Save(new() { Diversity = new(0, PerCategory: 1) });

        var spoon = Explain("spoon", new() { Count = 2 });

        Assert.Equal((ExplanationOutcome.OverQuota, FilterReason.CategoryQuota), (spoon.Outcome, spoon.Filter));
    }

    [Fact]
    public void A_product_too_like_the_rest_is_passed_over()
    {
        Save(new() { Diversity = new(1, MaxLoss: 0.9) });

        Assert.Equal(ExplanationOutcome.TooAlike, Explain("spoon", new() { Count = 2 }).Outcome);
    }

    [Fact]
    public void A_pin_is_named_where_it_puts_a_product_and_where_it_leaves_no_place()
    {
        Save(new() { Pins = [new("season", new("candle"), 1, null, null)] });

        var candle = Explain("candle", new() { Count = 1 });
        var saucer = Explain("saucer", new() { Count = 1 });

        Assert.Equal((ExplanationOutcome.Shown, 1, "season"), (candle.Outcome, candle.Position, candle.Pin));
        Assert.Equal(ExplanationOutcome.PinnedOut, saucer.Outcome);
    }

    [Fact]
    public void The_settings_that_multiplied_a_score_are_named_with_their_factors()
    {
        var before = Explain("spoon", new());
        Save(new()
        {
            Scores = [new("spoons first", "price == 3", 4), new("kitchen last", "category == 'kitchen'", 0.5), new("no", "price > 9", 9)],
            Margin = new("margin", 2),
        });

        var after = Explain("spoon", new());

        Assert.Equal(
            [
                new(ScoreEffectKind.Boost, "spoons first", 4), new(ScoreEffectKind.Bury, "kitchen last", 0.5),
                new(ScoreEffectKind.Margin, "margin", 1),
            ],
            after.Effects);
        Assert.Equal(before.Score!.Value * 2, after.Score!.Value, 9);
    }

    [Fact]
    public void Causes_are_what_the_score_falls_without()
    {
        _features.Apply(View("me", "candle"), _catalog.Find(new("candle")), new());

        var causes = new ReasonFinder(_pipeline).FindCauses(new("saucer"), _features.ToRankingInput(50), Store);

        Assert.Equal([new ProductId("cup")], causes.Select(cause => cause.Product));
        Assert.Equal(InteractionKind.View, causes[0].Kind);
        // 0.95 of the score are counts, of which saucer has 3/6, and 0.05 popularity, 3/12; of which all is left without them.
        Assert.Equal(1 - (0.25 / ((0.95 * 0.5) + (0.05 * 0.25))), causes[0].Contribution, 9);
    }

    public void Dispose() => _counts.Dispose();

    private StoreView Store => new(_catalog, _counts, null);

    private Explanation Explain(string product, RecommendationRequest request) => new ListExplainer(_pipeline)
        .Explain(new(product), request, new("me"), _features.ToRankingInput(50), Store, Kept).Explanation;

    private List<string> List(RecommendationRequest request)
    {
        var input = _features.ToRankingInput(50);
        var filter = _pipeline.FilterFor(input, Store, request);
        var candidates = _pipeline.Rank(input, Store, filter, Kept);
        return [.. _pipeline.List(candidates, input, Store, filter, request).Products.Select(shown => shown.Product.Value)];
    }

    private void Save(StoreSettings settings) => _catalog.TryApply(2, [], [], new(1, Now, settings));

    private void Follow(string product, params string[] customers) => _counts.Apply(
        [.. customers.SelectMany(customer => (LoggedStep[])[new(1, View(customer, "cup")), new(2, View(customer, product))])]);

    private static Product Product(string id, string category, decimal price) =>
        new() { Id = new(id), Title = $"Title of {id}", Category = category, Price = price };

    private static Interaction View(string customer, string product) => new()
    {
        Id = new("i"),
        Customer = new(customer),
        Kind = InteractionKind.View,
        Product = new(product),
        OccurredAt = Now,
    };
}
