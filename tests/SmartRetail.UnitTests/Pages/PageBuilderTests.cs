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
using SmartRetail.Recommender.Pages;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.UnitTests.Pages;

/// <summary>A store of 40 products in four categories, p01 the most popular; the customer has viewed p01.</summary>
public sealed class PageBuilderTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 3, 10, 0, 0, TimeSpan.Zero);

    private readonly CatalogReplica _catalog = new();
    private readonly StoreCounts _counts;
    private readonly RankingPipeline _pipeline;
    private readonly CustomerFeatures _features = new();

    public PageBuilderTests()
    {
        var clock = new FakeTimeProvider(Now);
        _counts = new(new() { PopularLifetime = TimeSpan.Zero }, clock);
        _pipeline = new(new() { RecentlySeen = 1 }, clock);
        _catalog.Load(new(1, [.. Enumerable.Range(1, 40).Select(Product)]));
        _counts.Apply(
        [
            .. Enumerable.Range(1, 40).SelectMany(number => Enumerable.Range(number, 41 - number)
                .Select(viewer => new LoggedStep(1, View($"c{number}-{viewer}", Id(number))))),
        ]);
        _features.Apply(View("me", "p01"), _catalog.Find(new("p01")), new());
    }

    [Fact]
    public void Every_slot_is_full_and_no_product_comes_twice_while_the_store_has_enough()
    {
        var page = Build(
            Slot("hero", PageList.ForYou, 10), Slot("trend", PageList.Trending, 10), Slot("all", PageList.Popular, 10),
            Slot("like", PageList.Similar, 9) with { Products = [new("p01")] });

        Assert.Equal([10, 10, 10, 9], page.Select(slot => slot.Length));
        Assert.Equal(39, page.SelectMany(slot => slot).Distinct().Count());
    }

    [Fact]
    public void A_slot_with_few_products_is_full_though_a_wide_one_comes_first()
    {
        var page = Build(
            Slot("all", PageList.Popular, 12), Slot("narrow", PageList.ForYou, 10) with { Category = "c2" });

        Assert.Equal(["p02", "p06", "p10", "p14", "p18", "p22", "p26", "p30", "p34", "p38"], page[1].Order());
        Assert.Equal(12, page[0].Length);
        Assert.Empty(page[0].Intersect(page[1]));
    }

    [Fact]
    public void The_first_slot_has_the_best_products()
    {
        var page = Build(Slot("first", PageList.Popular, 3), Slot("second", PageList.Popular, 3));

        Assert.Equal(["p02", "p03", "p04"], page[0]);
        Assert.Equal(["p05", "p06", "p07"], page[1]);
    }

    [Fact]
    public void What_the_customer_viewed_and_will_need_again_is_not_filled_up()
    {
        var page = Build(Slot("seen", PageList.RecentlyViewed, 5), Slot("again", PageList.BuyAgain, 5), Slot("all", PageList.Popular, 4));

        Assert.Equal(["p01"], page[0]);
        Assert.Equal(["p07", "p03"], page[1]);
        Assert.Equal(["p02", "p04", "p05", "p06"], page[2]);
    }

    [Fact]
    public void A_pin_for_every_slot_is_in_the_first_one_and_one_for_a_slot_in_that()
    {
        Save(new() { Pins = [new("anywhere", new("p40"), 2, null, null), new("there", new("p39"), 1, "second", null)] });

        var page = Build(Slot("first", PageList.Popular, 3), Slot("second", PageList.ForYou, 3));

        Assert.Equal(["p02", "p40", "p03"], page[0]);
        Assert.Equal("p39", page[1][0]);
        Assert.DoesNotContain("p40", page[1]);
    }

    [Fact]
    public void Each_slot_is_as_different_as_its_settings_say()
    {
        Save(new() { Slots = ImmutableSortedDictionary<string, SlotSettings>.Empty.Add("mixed", new(new(0, PerCategory: 1))) });

        var page = Build(Slot("mixed", PageList.ForYou, 4), Slot("plain", PageList.ForYou, 4), Slot("mixed too", PageList.Popular, 4));

        Assert.Equal(4, page[0].Select(id => _catalog.Find(new(id))!.Category).Distinct().Count());
        Assert.Equal(12, page.SelectMany(slot => slot).Distinct().Count());
    }

    [Fact]
    public void Nothing_that_may_not_be_shown_is_on_any_slot()
    {
        Save(new() { Hide = [new("no c3", "category == 'c3' and context.slot != 'all'")] });
        _catalog.TryApply(3, [Product(2) with { Stock = 0 }], []);
        _features.Apply(View("me", "p03") with { Kind = InteractionKind.Dislike }, null, new());

        var page = Build(
            Slot("like", PageList.Similar, 40) with { Products = [new("p05")] }, Slot("all", PageList.Popular, 40));

        Assert.DoesNotContain(page[0], id => _catalog.Find(new(id))!.Category == "c3");
        Assert.DoesNotContain("p02", page.SelectMany(slot => slot));
        Assert.DoesNotContain("p03", page.SelectMany(slot => slot));
        Assert.Contains("p07", page[1]);
    }

    public void Dispose() => _counts.Dispose();

    private string[][] Build(params SlotRequest[] slots)
    {
        var view = new StoreView(_catalog, _counts, null);
        var input = _features.ToRankingInput(50);
        var request = new PageRequest { Slots = [.. slots] };
        Assert.Empty(request.Check());
        var page = new PageBuilder(_pipeline, input, view, Kept, [new(new("p07"), 0.5), new(new("p03"), 0.25)]).Build(request);
        return [.. page.Slots.Select(slot => slot.Products.Select(shown => shown.Product.Value).ToArray())];

        RankedCandidates Kept() => _pipeline.Rank(input, view, _pipeline.FilterFor(input, view, new()), 15);
    }

    private void Save(StoreSettings settings) => _catalog.TryApply(2, [], [], new(1, Now, settings));

    private static SlotRequest Slot(string name, PageList list, int count) => new() { Slot = name, List = list, Count = count };

    private static string Id(int number) => $"p{number:00}";

    private static Product Product(int number) => new()
    {
        Id = new(Id(number)),
        Title = $"Product {number}",
        Category = $"c{number % 4}",
        Price = number,
    };

    private static Interaction View(string customer, string product) => new()
    {
        Id = new("i"),
        Customer = new(customer),
        Kind = InteractionKind.View,
        Product = new(product),
        OccurredAt = Now,
    };
}
