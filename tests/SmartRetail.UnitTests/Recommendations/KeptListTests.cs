using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Contracts.Stores;
using SmartRetail.Grains.Recommendations;
using SmartRetail.Recommender.Catalog;
using SmartRetail.Recommender.Exploration;
using SmartRetail.Recommender.LiveCounts;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.UnitTests.Recommendations;

public sealed class KeptListTests : IDisposable
{
    private static readonly RecommendationRequest Asked = new() { Count = 5, Slot = "home", MaxPrice = 9.5m };

    private static readonly RecommendationRequest[] Personal =
    [
        Asked with { Explain = true },
        Asked with { Exclude = [new("p1")] },
        Asked with { Context = Asked.Context.Add("region", "DE") },
        Asked with { After = ListContinuation.After(null, [new("p1")], 1) },
    ];

    private static readonly RecommendationRequest[] Others =
    [
        Asked with { Count = 6 },
        Asked with { Slot = null },
        Asked with { Category = "Tea" },
        Asked with { Brand = "Acme" },
        Asked with { MinPrice = 1 },
        Asked with { MaxPrice = 9 },
        Asked with { Diversity = 0.5 },
        .. Personal,
    ];

    private readonly CatalogReplica _catalog = new();
    private readonly RecommendationIds _ids = new(TimeProvider.System);
    private readonly StoreCounts _counts = new(new(), TimeProvider.System);

    public void Dispose() => _counts.Dispose();

    [Fact]
    public void Answers_the_same_request_with_the_same_list_under_an_id_of_its_own()
    {
        var kept = Keep(Asked)!;

        var answer = Find(kept, Asked with { Count = 5 });

        Assert.NotEqual("first", answer!.RecommendationId.Value);
        Assert.Equal(ListOf(answer.RecommendationId.Value), answer);
    }

    [Fact]
    public void Answers_no_more_when_the_catalog_has_changed()
    {
        var kept = Keep(Asked)!;

        _catalog.TryApply(1, [ProductOf("p1", stock: 0)], []);

        Assert.Null(Find(kept, Asked));
    }

    [Fact]
    public void Answers_no_more_when_the_rules_have_changed()
    {
        var kept = Keep(Asked)!;

        _catalog.TryApply(1, [], [], new SavedSettings(1, default, new StoreSettings { ImpressionShare = 0 }));

        Assert.Null(Find(kept, Asked));
    }

    [Fact]
    public void Answers_no_other_request()
    {
        var kept = Keep(Asked)!;

        Assert.All(Others, other => Assert.Null(Find(kept, other)));
    }

    [Fact]
    public void Is_not_kept_of_a_request_that_is_seldom_made_again() =>
        Assert.All(Personal, request => Assert.Null(Keep(request)));

    [Fact]
    public void Is_not_kept_where_chance_has_a_part_in_each_list()
    {
        _catalog.TryApply(1, [], [], new SavedSettings(1, default, new StoreSettings { ExplorationShare = 0.1 }));

        Assert.Null(Keep(Asked));
    }

    [Fact]
    public void Is_not_kept_where_each_request_is_ranked_anew()
    {
        var rule = new ScoreRule("more", "context.region == 'DE'", 2);
        _catalog.TryApply(1, [], [], new SavedSettings(1, default, new StoreSettings { Scores = [rule] }));

        Assert.Null(Keep(Asked));
    }

    private KeptList? Keep(RecommendationRequest request) => KeptList.Of(
        request, new(ListOf("first"), 0, ExploredList.Unchanged([]), Origin: null), _catalog.Rules);

    private RecommendationList? Find(KeptList kept, RecommendationRequest request) =>
        kept.Find(request, new StoreView(_catalog, _counts, null), _ids)?.List;

    private static RecommendationList ListOf(string id) =>
        new(new(id), new("c"), 3, null, 0, RecommendationTier.Counts, []);

    private static Product ProductOf(string id, int stock) =>
        new() { Id = new(id), Title = id, Category = "Tea", Price = 1, Stock = stock };
}
