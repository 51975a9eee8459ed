using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Contracts.Stores;
using SmartRetail.Recommender.Catalog;
using SmartRetail.Recommender.Ranking;
using SmartRetail.Recommender.Rules;

namespace SmartRetail.UnitTests.Ranking;

/// <summary>One product, and one thing at a time that keeps it out.</summary>
public sealed class ProductFilterTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 3, 10, 0, 0, TimeSpan.Zero);
    private static readonly ProductId Teapot = new("teapot");

    private readonly CatalogReplica _catalog = new();

    public ProductFilterTests() => Sell(Product());

    [Fact]
    public void Finds_nothing_against_a_product_that_may_be_shown() => Judged(null, Filter());

    [Fact]
    public void Names_what_cannot_be_sold()
    {
        Judged(FilterReason.UnknownProduct, Filter(), new("unheard of"));
        Sell(Product() with { Available = false });
        Judged(FilterReason.Unavailable, Filter());
        Sell(Product() with { Stock = 0 });
        Judged(FilterReason.OutOfStock, Filter());
    }

    [Fact]
    public void Names_what_the_request_leaves_out()
    {
        Judged(FilterReason.Excluded, Filter() with { Exclude = new HashSet<ProductId> { Teapot } });
        Judged(FilterReason.OtherCategory, Filter() with { Category = "light" });
        Judged(FilterReason.OtherBrand, Filter() with { Brand = "Cheap" });
        Judged(FilterReason.BelowMinPrice, Filter() with { MinPrice = 10.01m });
        Judged(FilterReason.AboveMaxPrice, Filter() with { MaxPrice = 9.99m });
    }

    [Fact]
    public void Names_what_the_customer_is_not_shown()
    {
        var bought = ImmutableDictionary<ProductId, DateTimeOffset>.Empty.Add(Teapot, Now.AddDays(-1));
        var disliked = ImmutableDictionary<ProductId, FilterReason>.Empty.Add(Teapot, FilterReason.Disliked);

        Judged(FilterReason.BoughtAlready, Filter() with { Bought = bought, BoughtAlready = TimeSpan.FromDays(2) });
        Judged(FilterReason.Disliked, Filter() with { LeftOut = disliked });
    }

    [Theory]
    [InlineData("price > 5", "any request")]
    [InlineData("price > 5 and context.region == 'DE'", "this request")]
    public void Names_the_rule_that_hides(string when, string name)
    {
        var settings = new StoreSettings { Hide = [new("another", "price > 100"), new(name, when)] };
        _catalog.TryApply(_catalog.Version + 1, [], [], new(1, Now, settings));
        var context = new RuleContext(null, ImmutableSortedDictionary<string, string>.Empty.Add("region", "DE"));

        var verdict = (Filter() with { Context = context }).Judge(Teapot);

        Assert.Equal((FilterReason.HiddenByRule, name), (verdict.Reason, verdict.Rule));
    }

    private static void Judged(FilterReason? expected, ProductFilter filter, ProductId? product = null)
    {
        Assert.Equal(expected, filter.Judge(product ?? Teapot).Reason);
        Assert.Equal(expected is null, filter.Find(product ?? Teapot) is not null);
    }

    private ProductFilter Filter() => new(_catalog) { Now = Now };

    private void Sell(Product product) => _catalog.TryApply(_catalog.Version + 1, [product], []);

    private static Product Product() =>
        new() { Id = Teapot, Title = "A teapot", Category = "kitchen", Brand = "Fine", Price = 10 };
}
