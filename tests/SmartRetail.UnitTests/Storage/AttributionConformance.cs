using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Attribution;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Attribution;
using SmartRetail.Recommender.Exploration;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.UnitTests.Storage;

public abstract class AttributionConformance(IStorageFixture database) : StorageConformance(database)
{
    private int _interactions;

    [Fact]
    public async Task Counts_a_list_once_however_often_it_is_recorded()
    {
        Show("r-1", "teapot", "cup");
        Show("r-1", "teapot", "cup");
        Show("r-2", "cup");

        Assert.Equal(new AttributionSums(2, 3, 0, 0, 0, 0), await Sums());
    }

    [Fact]
    public async Task Finds_a_list_as_it_was_recorded()
    {
        var shown = List("r-1", "teapot", "cup") with
        {
            ShownAt = Clock.GetUtcNow(),
            Seed = 7,
            SampleRate = 0.25,
            Products = [new(new("teapot")), new(new("cup"), Propensity: 0.02, IsExplored: true)],
        };
        var plain = List("r-2", "cup") with { ShownAt = Clock.GetUtcNow(), Slot = null, ModelVersion = null };
        Show(shown);
        Show(plain);
        await Read();

        var found = await Storage.Impressions.FindAsync(Store, new("r-1"), Cancellation);
        var foundPlain = await Storage.Impressions.FindAsync(Store, new("r-2"), Cancellation);

        Assert.Equal(shown with { Products = [] }, found! with { Products = [] });
        Assert.Equal(shown.Products, found.Products);
        Assert.Equal(plain with { Products = [] }, foundPlain! with { Products = [] });
        Assert.Null(await Storage.Impressions.FindAsync(OtherStore, new("r-1"), Cancellation));
    }

    [Fact]
    public async Task Finds_what_a_list_was_made_from()
    {
        var tried = new UncertainProduct(new("spoon"), "Kitchen", new(3, 1));
        var moment = new RankingMoment(Clock.GetUtcNow(), Catalog: 7, Counts: 90, Popular: 80, Newcomers: -1, new ModelVersion(3));
        var request = new RecommendationRequest
        {
            Count = 4,
            MaxPrice = 9.5m,
            Exclude = [new("cup")],
            Context = ImmutableSortedDictionary<string, string>.Empty.Add("region", "north"),
            After = ListContinuation.After(null, [new ProductId("pot")], count: 1),
        };
        Show(List("r-1", "teapot") with { Origin = new(request, moment, Listed: null, [tried]) });
        await Read();

        var origin = (await Storage.Impressions.FindAsync(Store, new("r-1"), Cancellation))!.Origin!;

        Assert.Equal((moment, null), (origin.Ranked, origin.Listed));
        Assert.Equal([tried], origin.Tried);
        Assert.Equal((4, 9.5m), (origin.Request.Count, origin.Request.MaxPrice));
        Assert.Equal(request.Exclude, origin.Request.Exclude);
        Assert.Equal(request.Context, origin.Request.Context);
        Assert.True(origin.Request.After!.Contains(new("pot")));
    }

    [Fact]
    public async Task Counts_a_click_once_a_cart_once_and_the_revenue_of_every_purchase()
    {
        Show("r-1", "teapot", "cup");
        await Act(InteractionKind.View, "cup", "r-1", 2);
        await Act(InteractionKind.View, "cup", "r-1", 2);
        await Act(InteractionKind.AddToCart, "cup", "r-1", 2);
        await Act(InteractionKind.Purchase, "cup", "r-1", 2, price: 2.5m, quantity: 2);
        await Act(InteractionKind.Purchase, "cup", "r-1", 2, price: 1.25m);
        await Act(InteractionKind.Dislike, "cup", "r-1", 2);
        await Advance();

        Assert.Equal(new AttributionSums(1, 2, 1, 1, 1, 6.25), await Sums());
    }

    [Theory]
    [InlineData("r-1", "cup", 1)]
    [InlineData("r-1", "teapot", 3)]
    [InlineData("r-unknown", "teapot", 1)]
    public async Task Counts_nothing_that_the_list_did_not_show_there(string list, string product, int position)
    {
        Show("r-1", "teapot", "cup");
        await Act(InteractionKind.View, product, list, position);
        await Advance();

        Assert.Equal(new AttributionSums(1, 2, 0, 0, 0, 0), await Sums());
    }

    [Fact]
    public async Task Counts_an_outcome_in_the_hour_of_its_list_and_not_when_its_time_is_over()
    {
        var shownAt = Clock.GetUtcNow();
        Show("r-1", "teapot", "cup");
        Clock.Advance(AttributionRules.Window);
        await Act(InteractionKind.View, "teapot", "r-1", 1);
        Clock.Advance(TimeSpan.FromTicks(1));
        await Act(InteractionKind.View, "cup", "r-1", 2);
        await Advance();

        var figures = await Storage.Attribution.ReadAsync(Store, shownAt, shownAt.AddHours(1), Cancellation);
        var later = await Storage.Attribution.ReadAsync(Store, shownAt.AddHours(1), Clock.GetUtcNow(), Cancellation);

        Assert.Equal(new AttributionSums(1, 2, 1, 0, 0, 0), Assert.Single(figures).Sums);
        Assert.Empty(later);
    }

    [Fact]
    public async Task Tells_slots_tiers_and_models_apart()
    {
        Show(List("r-1", "teapot") with { Slot = "home", ModelVersion = new(3), Tier = RecommendationTier.Personal });
        Show(List("r-2", "teapot") with { Slot = "home", ModelVersion = new(4), Tier = RecommendationTier.Personal });
        Show(List("r-3", "teapot") with { Slot = null, ModelVersion = null, Tier = RecommendationTier.Popular });
        await Act(InteractionKind.View, "teapot", "r-2", 1);
        await Advance();

        var figures = await Read();

        Assert.Equal(
            [
                new AttributedFigures(new(null, RecommendationTier.Popular, null), new(1, 1, 0, 0, 0, 0)),
                new(new("home", RecommendationTier.Personal, new ModelVersion(3)), new(1, 1, 0, 0, 0, 0)),
                new(new("home", RecommendationTier.Personal, new ModelVersion(4)), new(1, 1, 1, 0, 0, 0)),
            ],
            figures);
    }

    [Fact]
    public async Task Scales_what_is_sampled_to_all_lists()
    {
        Show(List("r-1", "teapot", "cup") with { SampleRate = 0.25 });
        await Act(InteractionKind.Purchase, "cup", "r-1", 2, price: 10);
        await Advance();

        Assert.Equal(new AttributionSums(4, 8, 0, 0, 4, 40), await Sums());
    }

    [Fact]
    public async Task Leaves_what_is_too_young_for_later()
    {
        Show("r-1", "teapot");
        await Act(InteractionKind.View, "teapot", "r-1", 1);

        var early = await Storage.Attribution.AdvanceAsync(
            Store, Clock.GetUtcNow() - TimeSpan.FromTicks(1), 100, Cancellation);
        var late = await Storage.Attribution.AdvanceAsync(Store, Clock.GetUtcNow(), 100, Cancellation);

        Assert.Empty(early.Added);
        Assert.Equal(1, Assert.Single(late.Added).Sums.Clicks);
    }

    [Fact]
    public async Task Counts_each_outcome_once_though_several_processes_read_at_once()
    {
        await using var other = await Database.OpenAsync(Clock);
        Show(List("r-1", [.. Enumerable.Range(1, 60).Select(place => $"p{place}")]));
        await Parallel.ForAsync(1, 61, Cancellation, async (place, _) =>
            await Act(InteractionKind.View, $"p{place}", "r-1", place));

        await Task.WhenAll(Enumerable.Range(0, 40).Select(at =>
            (at % 2 == 0 ? Storage : other).Attribution.AdvanceAsync(Store, Clock.GetUtcNow(), 7, Cancellation)));
        await Advance();

        Assert.Equal(new AttributionSums(1, 60, 60, 0, 0, 0), await Sums());
    }

    [Fact]
    public async Task Goes_on_where_it_was_after_a_restart()
    {
        Show("r-1", "teapot", "cup");
        await Act(InteractionKind.View, "teapot", "r-1", 1);
        await Advance();
        await Act(InteractionKind.View, "cup", "r-1", 2);

        await using var restarted = await Database.OpenAsync(Clock);
        var step = await restarted.Attribution.AdvanceAsync(Store, Clock.GetUtcNow(), 100, Cancellation);

        Assert.Equal(1, Assert.Single(step.Added).Sums.Clicks);
        Assert.Equal(new AttributionSums(1, 2, 2, 0, 0, 0), await Sums());
    }

    [Fact]
    public async Task Knows_how_products_fared_that_were_shown_to_be_tried()
    {
        Show(List("r-1", "teapot", "cup") with
        {
            Seed = 7,
            Products = [new(new("teapot")), new(new("cup"), Propensity: 0.02, IsExplored: true)],
        });
        Show(List("r-2", "cup") with { Seed = 8, Products = [new(new("cup"), Propensity: 0.1, IsExplored: true)] });
        await Act(InteractionKind.View, "teapot", "r-1", 1);
        await Act(InteractionKind.View, "cup", "r-1", 2);
        await Advance();

        var trials = await Storage.Attribution.ReadTrialsAsync(Store, Cancellation);

        Assert.Equal(new Trial(2, 1), Assert.Single(trials).Value);
        Assert.Equal("cup", Assert.Single(trials).Key.Value);
    }

    [Fact]
    public async Task Keeps_stores_apart()
    {
        Show("r-1", "teapot");
        await Act(InteractionKind.View, "teapot", "r-1", 1);

        var step = await Storage.Attribution.AdvanceAsync(OtherStore, Clock.GetUtcNow(), 100, Cancellation);

        Assert.Empty(step.Added);
        Assert.Empty(await Storage.Attribution.ReadAsync(
            OtherStore, Clock.GetUtcNow().AddHours(-1), Clock.GetUtcNow().AddHours(1), Cancellation));
    }

    private static Impression List(string id, params string[] products) => new(
        new(id),
        Anna,
        DateTimeOffset.UnixEpoch,
        "home",
        RecommendationTier.Personal,
        ProfileVersion: 1,
        ModelVersion: new(2),
        CatalogVersion: 3,
        SettingsVersion: 4,
        SampleRate: 1,
        Seed: null,
        [.. products.Select(product => new ShownProduct(new(product)))]);

    private void Show(string id, params string[] products) => Show(List(id, products));

    private void Show(Impression list) => Storage.Impressions.Record(Store, list with { ShownAt = Clock.GetUtcNow() });

    // Queued behind the impressions, so that these are in the database when it is answered.
    private async Task Act(
        InteractionKind kind, string product, string list, int position, decimal? price = null, int quantity = 1) =>
        await Storage.Interactions.AppendAsync(
            Store,
            [
                View($"e-{Interlocked.Increment(ref _interactions)}") with
                {
                    Kind = kind,
                    Product = new(product),
                    RecommendationId = new(list),
                    Position = position,
                    Price = price,
                    Quantity = quantity,
                },
            ],
            Cancellation);

    private async Task Advance() => await Storage.Attribution.AdvanceAsync(Store, Clock.GetUtcNow(), 100, Cancellation);

    private async Task<IReadOnlyList<AttributedFigures>> Read()
    {
        await Storage.Interactions.AppendAsync(Store, [View("behind")], Cancellation);
        return await Storage.Attribution.ReadAsync(
            Store, Clock.GetUtcNow().AddHours(-1), Clock.GetUtcNow().AddHours(1), Cancellation);
    }

    private async Task<AttributionSums> Sums() => Assert.Single(await Read()).Sums;
}
