using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Customers;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Features;

namespace SmartRetail.UnitTests.Features;

public sealed class CustomerFeaturesTests
{
    // A Tuesday, 10:00 UTC.
    private static readonly DateTimeOffset Start = new(2026, 3, 3, 10, 0, 0, TimeSpan.Zero);
    private static readonly CustomerId Customer = new("c");

    private readonly CustomerFeatures _features = new();
    private readonly FeatureOptions _options = new() { HistoryLength = 10 };

    [Fact]
    public void Keeps_the_newest_interactions_and_counts_all()
    {
        for (var number = 1; number <= 12; number++)
        {
            Apply(InteractionKind.View, $"p{number}", Start.AddMinutes(number));
        }

        Assert.Equal("p3", _features.History.First().Product!.Value.Value);
        Assert.Equal(10, _features.History.Count());
        Assert.Equal(12, _features.Version);
        Assert.Equal([new KindCount(InteractionKind.View, 12)], Profile().Counts);
    }

    [Fact]
    public void Halves_an_affinity_in_each_half_life()
    {
        Apply(InteractionKind.View, "p1", Start, category: "old");
        Apply(InteractionKind.View, "p2", Start + _options.HalfLife, category: "new");

        Assert.Equal([new Affinity("new", 1), new Affinity("old", 0.5)], Profile().CategoryAffinities);
    }

    [Fact]
    public void Comes_to_the_same_affinity_in_whatever_order_interactions_arrive()
    {
        Apply(InteractionKind.View, "p1", Start + _options.HalfLife, category: "c");
        Apply(InteractionKind.View, "p2", Start, category: "c");

        Assert.Equal([new Affinity("c", 1.5)], Profile().CategoryAffinities);
    }

    [Fact]
    public void Opens_a_session_after_a_gap()
    {
        Apply(InteractionKind.View, "p1", Start);
        Apply(InteractionKind.View, "p2", Start + _options.SessionGap);
        Apply(InteractionKind.View, "p3", Start + (2 * _options.SessionGap) + TimeSpan.FromTicks(1));

        Assert.Equal(2, _features.Sessions);
    }

    [Fact]
    public void Takes_the_geometric_mean_of_prices()
    {
        Apply(InteractionKind.View, "p1", Start, price: 1);
        Apply(InteractionKind.View, "p2", Start, price: 100);

        Assert.Equal(10, Profile().MeanPrice!.Value, precision: 9);
    }

    [Fact]
    public void Counts_money_spent_less_money_returned()
    {
        Apply(InteractionKind.Purchase, "p1", Start, price: 2.5m, quantity: 4);
        Apply(InteractionKind.Return, "p1", Start.AddDays(1), price: 2.5m, quantity: 1);

        Assert.Equal(7.5m, Profile().Spent);
        Assert.Equal(1, _features.Purchases[new("p1")].Returned);
    }

    [Fact]
    public void A_basket_holds_what_was_put_in_and_neither_taken_out_nor_bought()
    {
        Apply(InteractionKind.AddToCart, "kept", Start);
        Apply(InteractionKind.AddToCart, "removed", Start);
        Apply(InteractionKind.AddToCart, "bought", Start);
        Apply(InteractionKind.RemoveFromCart, "removed", Start);
        Apply(InteractionKind.Purchase, "bought", Start);

        Assert.Equal([new ProductId("kept")], _features.ToRankingInput(10).Basket);
    }

    [Fact]
    public void Forgives_a_product_that_is_liked_after_all()
    {
        Apply(InteractionKind.Dislike, "p1", Start);
        Apply(InteractionKind.Dislike, "p2", Start);
        Apply(InteractionKind.Like, "p1", Start);

        Assert.Equal([new ProductId("p2")], Profile().Disliked);
    }

    [Fact]
    public void Files_the_hour_from_Monday_midnight()
    {
        Apply(InteractionKind.View, "p1", Start);

        Assert.Equal(24 + 10, Profile().HourOfWeek.IndexOf(1));
    }

    private CustomerProfile Profile() => _features.ToProfile(Customer, Start, _options);

    [Fact]
    public void Shares_the_texts_of_the_catalog_and_changes_nothing_else()
    {
        Apply(InteractionKind.AddToCart, Copy("p1"), Start, Copy("Tea"));
        Apply(InteractionKind.Purchase, Copy("p2"), Start.AddMinutes(1), Copy("Tea"));
        Apply(InteractionKind.Dislike, Copy("p3"), Start.AddMinutes(2), Copy("Tea"));
        Apply(InteractionKind.View, Copy("gone"), Start.AddMinutes(3), Copy("Tea"));
        var before = Profile();
        Product[] catalog = [ProductOf("p1"), ProductOf("p2"), ProductOf("p3")];

        _features.ShareTexts(id => catalog.SingleOrDefault(product => product.Id == id));

        Assert.Equivalent(before, Profile(), strict: true);
        Assert.Same("p1", _features.Basket.Single().Value);
        Assert.Same("p2", _features.Purchases.Keys.Single().Value);
        Assert.Same("p3", _features.Disliked.Single().Value);
        Assert.Same("p1", _features.History.First().Product!.Value.Value);
        Assert.Same("Tea", Profile().CategoryAffinities.Single().Name);
    }

    private static Product ProductOf(string id) => new() { Id = new(id), Title = id, Category = "Tea", Price = 1 };

    // Equal to the text, and another object, as what is read from a snapshot is.
    private static string Copy(string text) => new(text.AsSpan());

    private void Apply(
        InteractionKind kind, string product, DateTimeOffset at, string category = "c", decimal price = 1, int quantity = 1)
    {
        var id = new ProductId(product);
        _features.Apply(
            new() { Id = new("i"), Customer = Customer, Kind = kind, Product = id, OccurredAt = at, Price = price, Quantity = quantity },
            new Product { Id = id, Title = product, Category = category, Price = price },
            _options);
    }
}
