using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Contracts.Stores;
using SmartRetail.Recommender.Catalog;
using SmartRetail.Recommender.Features;
using SmartRetail.Recommender.LiveCounts;
using SmartRetail.Recommender.Ranking;
using SmartRetail.Recommender.Rules;

namespace SmartRetail.UnitTests.Ranking;

/// <summary>Lists of a store of 40 products, p01 to p40, in four categories and five brands; nobody has acted yet.</summary>
public sealed class StoreRulesTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 3, 10, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Now);
    private readonly CatalogReplica _catalog = new();
    private readonly StoreCounts _counts;
    private readonly RankingPipeline _pipeline;
    private ImmutableDictionary<ProductId, DateTimeOffset> _bought = ImmutableDictionary<ProductId, DateTimeOffset>.Empty;

    public StoreRulesTests()
    {
        _counts = new(new(), _clock);
        _pipeline = new(new(), _clock);
        _catalog.Load(new(1, [.. Enumerable.Range(1, 40).Select(Product)]));
    }

    [Fact]
    public void Hides_what_a_rule_names()
    {
        Save(new() { Hide = [new("dear", "price > 20"), new("region", "category == 'c1' and context.region == 'US'")] });

        var anywhere = List(new() { Count = 100 });
        var american = List(new() { Count = 100, Context = ImmutableSortedDictionary<string, string>.Empty.Add("region", "US") });

        Assert.Equal(20, anywhere.Count);
        Assert.Equal(15, american.Count);
    }

    [Fact]
    public void Pins_hold_their_position_while_the_product_may_be_shown()
    {
        Save(new() { Pins = [new("first", new("p40"), 2, "home", null), new("second", new("p39"), 2, null, null)] });

        var before = List(new() { Count = 5, Slot = "home" });
        var elsewhere = List(new() { Count = 5 });
        _catalog.TryApply(3, [Product(40) with { Stock = 0 }], []);
        var after = List(new() { Count = 5, Slot = "home" });

        Assert.Equal(("p40", "p39", "p39"), (before[1], elsewhere[1], after[1]));
        Assert.DoesNotContain("p40", after);
    }

    [Fact]
    public void A_quota_holds_unless_the_list_would_be_shorter()
    {
        Save(new() { Diversity = new(0, PerCategory: 2) });

        var wide = List(new() { Count = 8 });
        var narrow = List(new() { Count = 8, Category = "c1" });

        Assert.All(wide.CountBy(id => _catalog.Find(new(id))!.Category), pair => Assert.Equal(2, pair.Value));
        Assert.Equal(8, narrow.Count);
    }

    [Fact]
    public void Shows_bought_products_again_as_their_category_says()
    {
        _bought = _bought.Add(new("p01"), Now.AddDays(-40)).Add(new("p02"), Now.AddDays(-1)).Add(new("p03"), Now.AddDays(-9));
        Save(new()
        {
            BoughtAgain = new(BoughtAgainPolicy.After, 10),
            BoughtAgainByCategory = ImmutableSortedDictionary<string, BoughtAgain>.Empty
                .Add("c1", new(BoughtAgainPolicy.Never)).Add("c2", new(BoughtAgainPolicy.Always)),
        });

        var list = List(new() { Count = 100 });

        Assert.Equal([false, true, false], ((string[])["p01", "p02", "p03"]).Select(id => list.Contains(id)));
    }

    [Fact]
    public void Scores_are_multiplied_by_every_rule_that_matches_by_margin_and_by_freshness()
    {
        var rules = StoreRules.Compile(new(1, Now, new()
        {
            Scores = [new("a", "price < 20", 3), new("b", "brand == 'b1'", 0.5), new("c", "price > 20", 100)],
            Margin = new("margin", 2),
            Freshness = new(1, 10),
        }));
        var product = Product(1) with
        {
            FirstSoldAt = Now.AddDays(-10),
            Attributes = ImmutableSortedDictionary<string, string>.Empty.Add("margin", "0.25"),
        };

        Assert.Equal(3 * 0.5 * 1.5 * 1.5, rules.FactorOf(product, RuleContext.None, Now), 9);
    }

    [Fact]
    public void Nothing_that_may_not_be_shown_is_listed_while_everything_changes()
    {
        var random = new Random(11);
        string[] rules = ["price > 30", "brand == 'b2'", "stock < 2", "category in ('c1', 'c3') and price < 9"];
        var (version, violations) = (1L, 0);
        for (var answer = 0; answer < 100_000; answer++)
        {
            var number = random.Next(1, 41);
            var changed = Product(number) with
            {
                Stock = random.Next(4),
                Available = random.Next(5) > 0,
                Price = random.Next(1, 41),
            };
            var hide = rules[random.Next(rules.Length)];
            var settings = new StoreSettings
            {
                Hide = [new("rule", hide)],
                Pins = [new("pin", new(Id(random.Next(1, 41))), random.Next(1, 6), null, null)],
                Diversity = random.Next(2) == 0 ? null : new(random.NextDouble(), PerBrand: random.Next(1, 4)),
            };
            version++;
            _catalog.TryApply(version, [changed], [], answer % 10 == 0 ? new(version, Now, settings) : null);
            var request = new RecommendationRequest { Count = 6, MaxPrice = random.Next(5, 40), Exclude = [new(Id(random.Next(1, 41)))] };
            _hidden = answer % 10 == 0 ? RuleExpression.Parse(hide) : _hidden;

            violations += List(request).Count(id => !MayBeShown(id, request));
        }

        Assert.Equal(0, violations);
    }

    public void Dispose() => _counts.Dispose();

    private RuleExpression _hidden = RuleExpression.Parse("price < 0");

    private bool MayBeShown(string id, RecommendationRequest request) =>
        _catalog.Find(new(id)) is { Available: true, Stock: > 0 or null } product
        && product.Price <= request.MaxPrice
        && !request.Exclude.Contains(product.Id)
        && !_hidden.Matches(new(product, RuleContext.None));

    private void Save(StoreSettings settings)
    {
        Assert.Empty(SettingsCheck.Check(settings));
        Assert.True(_catalog.TryApply(2, [], [], new(1, Now, settings)));
    }

    private List<string> List(RecommendationRequest request)
    {
        var input = new RankingInput(0, [], _bought, [], []);
        var view = new StoreView(_catalog, _counts, null);
        var filter = _pipeline.FilterFor(input, view, request);
        var candidates = new RankedCandidates(0, null, RecommendationTier.Popular, []);
        return [.. _pipeline.List(candidates, input, view, filter, request).Products.Select(shown => shown.Product.Value)];
    }

    private static string Id(int number) => $"p{number:00}";

    private static Product Product(int number) => new()
    {
        Id = new(Id(number)),
        Title = $"Product {number}",
        Category = $"c{((number - 1) % 4) + 1}",
        Brand = $"b{((number - 1) % 5) + 1}",
        Price = number,
    };
}
