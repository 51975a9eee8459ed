using SmartRetail.Contracts.Interactions;
using SmartRetail.LoadTests.Calls;
using SmartRetail.LoadTests.Shoppers;

namespace SmartRetail.UnitTests.Loads;

/// <summary>What a shopper does in a session.</summary>
public sealed class VisitTests
{
    private static readonly ShopperModel Model = new()
    {
        Source = "test",
        SessionLengths = [5, 5],
        Hours = [],
        PopularityExponent = 1,
        CategoryAffinity = 0,
        RepeatPurchases = 0,
        Returns = 0,
        ReturningSessions = 0,
        Baskets = 0,
    };

    private static readonly Shelf Shelf = new(
        [.. Enumerable.Range(0, 50).Select(number => new StoreProduct($"p{number}", $"Product {number}", number % 2 == 0 ? "even" : "odd", 1))],
        exponent: 1);

    private readonly Random _chance = new(7);

    [Fact]
    public void Reads_four_times_for_each_write()
    {
        var intents = Walk(Model, VisitKind.Known);

        Assert.Equal(5, intents.Count(intent => intent.Kind.IsWrite));
        Assert.Equal(1 + (5 * 4), intents.Count(intent => !intent.Kind.IsWrite));
    }

    [Fact]
    public void Asks_for_recommendations_right_after_each_write()
    {
        var intents = Walk(Model with { Baskets = 1, Purchases = 1 }, VisitKind.Known);

        var after = intents.Zip(intents.Skip(1)).Where(pair => pair.First.Kind == CallKind.Record).Select(pair => pair.Second.Kind);
        Assert.All(after, kind => Assert.Equal(CallKind.Recommend, kind));
    }

    [Fact]
    public void Numbers_interactions_on_from_what_the_customer_has_sent()
    {
        var acts = Walk(Model with { Baskets = 1, Purchases = 1 }, VisitKind.Known, sent: 10).SelectMany(intent => intent.Acts ?? []);

        Assert.Equal(Enumerable.Range(11, 15), acts.Select(act => act.Number));
    }

    [Fact]
    public void Buys_what_is_in_the_basket()
    {
        var acts = Walk(Model with { Baskets = 1, Purchases = 1 }, VisitKind.Known).SelectMany(intent => intent.Acts ?? []).ToList();

        Assert.Equal(
            acts.Where(act => act.Kind == InteractionKind.AddToCart).Select(act => act.Product),
            acts.Where(act => act.Kind == InteractionKind.Purchase).Select(act => act.Product));
    }

    [Fact]
    public void Signs_in_at_the_end_and_counts_from_one_again()
    {
        var visit = new Visit(Model with { SignIns = 1 }, Shelf, _chance, VisitKind.Anonymous, sent: 0, bought: null);

        var kinds = WalkOn(visit).Select(intent => intent.Kind).ToList();

        Assert.Equal(CallKind.Merge, kinds.Last(kind => kind.IsWrite));
    }

    [Fact]
    public void Follows_the_first_position_more_often_than_the_tenth()
    {
        var positions = Enumerable.Range(0, 10_000).CountBy(_ => PositionBias.Draw(10, bias: 1, _chance)).ToDictionary();

        // 1 / H(10) of all, and a tenth of that.
        Assert.Equal(3_414, positions[1], tolerance: 150);
        Assert.Equal(341, positions[10], tolerance: 60);
    }

    [Fact]
    public void Names_the_list_and_the_position_that_was_followed()
    {
        var visit = new Visit(Model with { Following = 1 }, Shelf, _chance, VisitKind.Known, sent: 0, bought: null);
        visit.Next();
        visit.See(new ShownList(["x", "y"], "list-1", 3, "counts"));

        var act = Assert.Single(visit.Next()!.Acts!);

        Assert.Equal("list-1", act.List);
        Assert.Equal(act.Position == 1 ? "x" : "y", act.Product);
    }

    [Fact]
    public void Wants_what_everybody_wants_in_a_sale()
    {
        var visit = new Visit(Model, Shelf, _chance, VisitKind.Known, sent: 0, bought: null);
        visit.Next();

        var act = Assert.Single(visit.Next(("p40", 1.0))!.Acts!);

        Assert.Equal("p40", act.Product);
    }

    [Fact]
    public void Wants_popular_products_by_the_law_of_zipf()
    {
        var counts = Enumerable.Range(0, 20_000).CountBy(_ => Shelf.Next(_chance)).ToDictionary();

        // H(50) is 4.4992.
        Assert.Equal(20_000 / 4.4992, counts[0], tolerance: 200);
        Assert.Equal(20_000 / 4.4992 / 10, counts[9], tolerance: 80);
    }

    private List<Intent> Walk(ShopperModel model, VisitKind kind, int sent = 0) =>
        [.. WalkOn(new(model, Shelf, _chance, kind, sent, bought: null))];

    private static IEnumerable<Intent> WalkOn(Visit visit)
    {
        while (visit.Next() is { } intent)
        {
            yield return intent;
        }
    }
}
