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

namespace SmartRetail.UnitTests.Ranking;

/// <summary>A store of 60 products, p01 to p60, of which p20 is the most popular one and p60 the least.</summary>
public sealed class NextPageTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 3, 10, 0, 0, TimeSpan.Zero);

    private readonly CatalogReplica _catalog = new();
    private readonly StoreCounts _counts;
    private readonly RankingPipeline _pipeline;
    private readonly CustomerFeatures _features = new();

    public NextPageTests()
    {
        var clock = new FakeTimeProvider(Now);
        _counts = new(new() { PopularLifetime = TimeSpan.Zero }, clock);
        _pipeline = new(new(), clock);
        _catalog.Load(new(1,
        [
            .. Enumerable.Range(1, 60).Select(number => new Product
            {
                Id = new(Id(number)), Title = "A product", Category = $"c{number % 4}", Price = number,
            }),
        ]));
        _counts.Apply(
        [
            .. Enumerable.Range(20, 41).SelectMany(number => Enumerable.Range(number, 61 - number)
                .Select(viewer => new LoggedStep(1, View($"c{number}-{viewer}", Id(number))))),
        ]);
    }

    [Fact]
    public void Pages_of_any_length_are_one_list_in_its_order()
    {
        var whole = Page(new() { Count = 60 });

        Assert.Equal(whole, Browse([7, 1, 30, 10, 12]));
    }

    [Fact]
    public void A_pin_has_its_position_in_the_list_and_comes_once()
    {
        _catalog.TryApply(2, [], [], new(1, Now, new()
        {
            Pins = [new("early", new("p60"), 2, null, null), new("late", new("p59"), 13, null, null)],
        }));

        var shown = Browse([10, 10, 10, 10, 10, 10]);

        Assert.Equal(("p60", "p59"), (shown[1], shown[12]));
        Assert.Equal(60, shown.Distinct().Count());
        Assert.Equal(60, shown.Count);
    }

    [Fact]
    public void Whatever_a_customer_does_between_pages_nothing_comes_twice_and_nothing_is_passed_over()
    {
        var shown = Browse([10, 10, 10, 10, 10, 10], page => _features.Apply(View("me", page[3]), null, new()));

        Assert.Equal(60, shown.Count);
        Assert.Equal(60, shown.Distinct().Count());
    }

    public void Dispose() => _counts.Dispose();

    private List<string> Browse(int[] counts, Action<List<string>>? between = null)
    {
        var shown = new List<string>();
        ListContinuation? after = null;
        foreach (var count in counts)
        {
            var page = Page(new() { Count = count, After = after });
            shown.AddRange(page);
            after = ListContinuation.After(after, [.. page.Select(id => new ProductId(id))], count);
            between?.Invoke(page);
        }

        return shown;
    }

    private List<string> Page(RecommendationRequest request)
    {
        var view = new StoreView(_catalog, _counts, null);
        var input = _features.ToRankingInput(50);
        var filter = _pipeline.FilterFor(input, view, request);
        var kept = _pipeline.Rank(input, view, _pipeline.CandidateFilter(input, view, filter), 15);
        return [.. _pipeline.List(kept, input, view, filter, request).Products.Select(listed => listed.Product.Value)];
    }

    private static string Id(int number) => $"p{number:00}";

    private static Interaction View(string customer, string product) => new()
    {
        Id = new("i"),
        Customer = new(customer),
        Kind = InteractionKind.View,
        Product = new(product),
        OccurredAt = Now,
    };
}
