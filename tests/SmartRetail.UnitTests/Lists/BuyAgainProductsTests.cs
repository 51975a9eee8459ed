using System.Collections.Immutable;
using SmartRetail.Contracts.Customers;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Features;
using SmartRetail.Recommender.Lists;

namespace SmartRetail.UnitTests.Lists;

/// <summary>Customers whose intervals are known.</summary>
public sealed class BuyAgainProductsTests : IDisposable
{
    private readonly ListedStore _store = new ListedStore()
        .Sell("kitchen", "weekly", "monthly", "coffee", "fridge", "tea", "milk");

    private readonly CustomerFeatures _features = new();

    [Fact]
    public void A_product_becomes_pressing_when_its_own_interval_is_over()
    {
        BuyEvery("weekly", days: 7, times: 20, until: 0);
        BuyEvery("monthly", days: 30, times: 20, until: 0);

        Assert.Equal("weekly", ListAt(day: 5)[0].Product.Value);
        Assert.Equal("monthly", ListAt(day: 29)[0].Product.Value);
    }

    [Fact]
    public void Is_due_after_the_interval_that_was_kept()
    {
        BuyEvery("weekly", days: 7, times: 60, until: 0);

        var due = ListAt(day: 1).Single();

        Assert.Equal(ListedStore.Start, due.LastBoughtAt);
        Assert.Equal(60, due.Times);
        Assert.InRange((due.DueAt - ListedStore.Start).TotalDays, 6.5, 8);
    }

    [Fact]
    public void Takes_the_interval_of_the_product_from_others_while_the_customer_bought_it_once()
    {
        foreach (var other in Enumerable.Range(0, 30))
        {
            foreach (var time in Enumerable.Range(1, 6).Reverse())
            {
                _store.Buy($"o{other}", ListedStore.Start.AddDays(-14 * time), "coffee");
                _store.Buy($"o{other}", ListedStore.Start.AddDays(-100 * time), "tea");
            }
        }

        BuyEvery("coffee", days: 1, times: 1, until: 0);
        BuyEvery("tea", days: 1, times: 1, until: 0);

        var list = ListAt(day: 11);

        Assert.Equal(["coffee", "tea"], list.Select(due => due.Product.Value));
        Assert.InRange((list[0].DueAt - ListedStore.Start).TotalDays, 13, 17);
        Assert.InRange((list[1].DueAt - ListedStore.Start).TotalDays, 80, 101);
    }

    [Fact]
    public void What_nobody_buys_twice_stands_behind_what_everybody_does()
    {
        foreach (var other in Enumerable.Range(0, 50))
        {
            _store.Buy($"o{other}", ListedStore.Start.AddDays(-40), "fridge", "coffee");
            _store.Buy($"o{other}", ListedStore.Start.AddDays(-10), "coffee");
        }

        BuyEvery("coffee", days: 1, times: 1, until: 0);
        BuyEvery("fridge", days: 1, times: 1, until: 0);

        var list = ListAt(day: 28);

        Assert.Equal(["coffee", "fridge"], list.Select(due => due.Product.Value));
        Assert.True(list[0].Score > 3 * list[1].Score);
    }

    [Fact]
    public void The_score_is_the_chance_of_a_purchase_within_a_week()
    {
        // Of 4,000 customers three in five come back, after intervals spread around 20 days: 2,400 of 6,400 purchases are
        // followed by another.
        var random = new Random(7);
        foreach (var customer in Enumerable.Range(0, 4_000))
        {
            _store.Buy($"c{customer}", ListedStore.Start, "coffee");
        }

        foreach (var customer in Enumerable.Range(0, 2_400))
        {
            _store.Buy($"c{customer}", ListedStore.Start.AddDays(20 * Math.Exp(0.4 * Gauss(random))), "coffee");
        }

        Buy("coffee", day: 0);

        // Day 18.5, the middle of the week, is 0.195 spreads before the mean: f = 0.0529 a day, F = 0.423, so that
        // h = 0.375 f / (1 - 0.375 F) = 0.0236, and 1 - exp(-7 h) = 0.152.
        Assert.Equal(0.152, ListAt(day: 15).Single().Score, tolerance: 0.005);
    }

    [Fact]
    public void Who_has_stayed_away_for_long_has_likely_stopped()
    {
        BuyEvery("weekly", days: 7, times: 20, until: 0);

        Assert.True(ListAt(day: 100).Single().Score < 0.05 * ListAt(day: 5).Single().Score);
    }

    [Fact]
    public void Two_lines_of_one_order_are_no_interval()
    {
        Buy("coffee", day: -30);
        Buy("coffee", day: -30);
        Buy("coffee", day: 0);

        Assert.Equal(1, _features.Purchases[new("coffee")].Intervals);
        Assert.Equal(Math.Log(30), _features.Purchases[new("coffee")].LogSum, precision: 9);
    }

    [Fact]
    public void Leaves_out_what_cannot_be_bought_came_back_is_disliked_or_in_the_basket()
    {
        foreach (var product in new[] { "weekly", "monthly", "coffee", "fridge", "tea", "milk" })
        {
            Buy(product, day: 0);
        }

        _store.SellOut("weekly");
        Apply(InteractionKind.Return, "monthly", day: 1);
        Apply(InteractionKind.Dislike, "coffee", day: 1);
        Apply(InteractionKind.AddToCart, "fridge", day: 1);

        Assert.Equal(["milk", "tea"], ListAt(day: 2).Select(due => due.Product.Value));
    }

    [Fact]
    public void Leaves_out_what_a_rule_of_the_store_hides()
    {
        Buy("coffee", day: 0);
        Buy("tea", day: 0);
        _store.Hide("coffee");

        Assert.Equal("tea", Assert.Single(ListAt(day: 2)).Product.Value);
    }

    public void Dispose() => _store.Dispose();

    private ImmutableArray<BuyAgainProduct> ListAt(int day) => BuyAgainProducts.Of(
        _features, _store.Catalog, _store.Counts, ListedStore.Start.AddDays(day), 10);

    private void BuyEvery(string product, int days, int times, int until)
    {
        for (var time = times - 1; time >= 0; time--)
        {
            Buy(product, until - (time * days));
        }
    }

    private void Buy(string product, int day) => Apply(InteractionKind.Purchase, product, day);

    private void Apply(InteractionKind kind, string product, int day)
    {
        var interaction = new Interaction
        {
            Id = new("i"),
            Customer = new("me"),
            Kind = kind,
            Product = new(product),
            OccurredAt = ListedStore.Start.AddDays(day),
        };
        _features.Apply(interaction, null, new());
    }

    private static double Gauss(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
