using System.Text;
using SmartRetail.Remote;
using SmartRetail.UnitTests.Api;

namespace SmartRetail.UnitTests.Remote;

/// <summary>The calls of a shop's server, answered by the API on a real web server.</summary>
public sealed class RemoteStoreTests(ApiServer server) : IClassFixture<ApiServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private RemoteStore Store => RemoteStore.Connect(server.Http.BaseAddress!, ApiServer.DevelopmentKey, "shop");

    [Fact]
    public async Task Records_once_what_is_sent_twice()
    {
        var view = new Interaction("remote 1/2", InteractionKind.View, "cup") { Id = "e-1", Price = 2.55m, Position = 3, RecommendationId = "r-1" };

        var first = await Store.RecordAsync([view], Cancellation);
        var second = await Store.RecordAsync([view], Cancellation);

        Assert.Equal((1, 0, 1L), (first.Accepted, first.Duplicates, first.Profiles["remote 1/2"]));
        Assert.Equal((0, 1), (second.Accepted, second.Duplicates));
    }

    [Fact]
    public async Task Gives_an_interaction_without_an_id_one_of_its_own()
    {
        var view = new Interaction("remote-2", InteractionKind.View, "cup");

        var recorded = await Store.RecordAsync([view, view], Cancellation);

        Assert.Equal(2, recorded.Accepted);
    }

    [Fact]
    public async Task Reads_lists_for_a_customer()
    {
        var query = new RecommendationQuery { Count = 5, Slot = "home", Explain = true, Exclude = ["a", "b"], MinPrice = 1.5m };

        var list = await Store.RecommendAsync("c-17", query, Cancellation);
        var page = await Store.GetPageAsync(
            "c-17",
            [new("hero", PageList.ForYou, 4), new("beside", PageList.Similar) { Products = ["teapot"] }],
            ["cup"],
            cancellationToken: Cancellation);
        var ranked = await Store.RankAsync("c-17", ["cup", "teapot"], slot: "search", cancellationToken: Cancellation);

        Assert.Equal(("r-1", "c-17", 42, 3, "personal"), (list.RecommendationId, list.Customer, list.ProfileVersion, list.ModelVersion, list.Tier));
        Assert.Equal(("teapot", 1, InteractionKind.AddToCart), (list.Products[0].Product, list.Products[0].Position, list.Products[0].Reasons[0].Kind));
        Assert.Equal(["hero", "beside"], page.Slots.Select(slot => slot.Slot));
        Assert.Equal(("teapot", true), (ranked.Products[0].Product, ranked.Products[0].Available));
    }

    [Fact]
    public async Task Names_what_lists_must_know()
    {
        await Store.RecommendAsync("c-19", new() { LeastProfileVersion = 7 }, Cancellation);
        await Store.GetPageAsync(
            "c-19", [new("hero", PageList.ForYou)], leastProfileVersion: 8, cancellationToken: Cancellation);

        var asked = (InMemoryRecommendations)SmartRetail.Contracts.RetailGrains.Recommendations(
            server.Cluster, new("shop"), new("c-19"));
        Assert.Equal((7, 8), (asked.LastRequest!.LeastProfileVersion, asked.LastPage!.LeastProfileVersion));
    }

    [Fact]
    public async Task Reads_lists_for_everybody()
    {
        var popular = await Store.ListPopularAsync(cancellationToken: Cancellation);
        var trending = await Store.ListTrendingAsync("kitchen", 3, Cancellation);
        var similar = await Store.ListSimilarAsync("teapot", cancellationToken: Cancellation);
        var together = await Store.ListBoughtTogetherAsync("teapot", 7, Cancellation);
        var basket = await Store.CompleteBasketAsync(["cup", "teapot"], 4, Cancellation);

        Assert.Equal(["cup", "teapot"], popular.Products.Select(one => one.Product));
        Assert.Equal(["cup", "kitchen 3"], trending.Products.Select(one => one.Product));
        Assert.Equal((3, "cup"), (similar.ModelVersion, similar.Products.Single().Product));
        Assert.Equal(("cup 7", "boughtTogether"), (together.Products.Single().Product, together.Products.Single().Basis));
        Assert.Equal("4 with cup+teapot", basket.Products.Single().Product);
    }

    [Fact]
    public async Task Knows_customers_and_what_they_agree_to()
    {
        var merged = await Store.MergeAsync("c-17", "anon-1", Cancellation);
        var undone = await Store.UndoMergeAsync("c-17", "anon-1", Cancellation);
        var consent = await Store.ChangeConsentAsync("c-18", personalise: true, train: false, Cancellation);
        var token = await Store.WriteTokenAsync("c-17", Cancellation);
        using var export = new MemoryStream();
        await Store.ExportAsync("c-17", export, Cancellation);
        var erasure = await Store.EraseAsync("c-17", Cancellation);

        Assert.Equal((true, false), (merged.Merged, undone.Merged));
        Assert.Equal(consent, await Store.GetConsentAsync("c-18", Cancellation));
        Assert.NotEmpty(token.Token);
        Assert.Contains("\"e-1\"", Encoding.UTF8.GetString(export.ToArray()), StringComparison.Ordinal);
        Assert.NotEmpty(erasure.Id);
    }

    [Fact]
    public async Task Keeps_the_catalog()
    {
        var lamp = new Product("remote-lamp", "Lamp", "home", 9.5m) { Stock = 3, Attributes = ImmutableAttributes("color", "red") };

        var changed = await Store.PutProductsAsync([lamp], Cancellation);
        var found = await Store.GetProductAsync("remote-lamp", Cancellation);
        await Store.RemoveProductAsync("remote-lamp", Cancellation);

        Assert.Equal(1, changed.Products);
        Assert.Equal((lamp.Title, lamp.Price, lamp.Stock, "red"), (found!.Title, found.Price, found.Stock, found.Attributes!["color"]));
        Assert.Null(await Store.GetProductAsync("remote-lamp", Cancellation));
    }

    [Fact]
    public async Task Changes_what_is_named_and_takes_away_what_is_cleared()
    {
        var lamp = new Product("remote/desk lamp", "Lamp", "home", 9.5m) { Brand = "Glow", Stock = 3, Attributes = ImmutableAttributes("color", "red") };
        await Store.PutProductsAsync([lamp], Cancellation);

        var changed = await Store.ChangeProductAsync(
            new(lamp.Id) { Price = 8, Cleared = ClearedFields.Brand | ClearedFields.Stock, Attributes = new Dictionary<string, string?> { ["color"] = null } },
            Cancellation);
        var found = await Store.GetProductAsync(lamp.Id, Cancellation);

        Assert.Equal(1, changed.Products);
        Assert.Equal(("Lamp", 8, null, null), (found!.Title, found.Price, found.Brand, found.Stock));
        Assert.Empty(found.Attributes!);
    }

    [Fact]
    public async Task Changes_many_products_or_none_and_removes_many()
    {
        await Store.PutProductsAsync([new("many-1", "One", "home", 1), new("many-2", "Two", "home", 2)], Cancellation);

        var refused = await Assert.ThrowsAsync<ProblemException>(
            () => Store.ChangeProductsAsync([new("many-1") { Stock = 5 }, new("unheard-of") { Stock = 5 }], Cancellation));
        var changed = await Store.ChangeProductsAsync([new("many-1") { Stock = 6 }, new("many-2") { Available = false }], Cancellation);
        var found = await Store.GetProductAsync("many-1", Cancellation);
        var removed = await Store.RemoveProductsAsync(["many-1", "unheard-of", "many-2"], Cancellation);

        Assert.Equal(["is not in the catalog"], refused.Errors["products[1].id"]);
        Assert.Equal((2, 6, 2), (changed.Products, found!.Stock, removed.Products));
        Assert.Null(await Store.GetProductAsync("many-2", Cancellation));
    }

    [Fact]
    public async Task Asks_for_products_by_their_ids()
    {
        await Store.GetProductsAsync(["a,b", "c"], Cancellation);

        var query = ((InMemoryStorefront)SmartRetail.Contracts.RetailGrains.Storefront(server.Cluster, new("shop"))).LastQuery!;

        Assert.Equal(["a,b", "c"], query.Products.Select(product => product.Value));
        Assert.Equal((2, true), (query.Count, query.IncludeUnavailable));
    }

    [Fact]
    public async Task Trains_and_activates()
    {
        var other = RemoteStore.Connect(server.Http.BaseAddress!, ApiServer.DevelopmentKey, "other");

        var run = await other.StartTrainingRunAsync("sasrec", seed: 1, cancellationToken: Cancellation);
        var found = await other.GetTrainingRunAsync(run, Cancellation);
        var runs = await other.ListTrainingRunsAsync(Cancellation);
        var models = await other.ListModelsAsync(Cancellation);
        var active = await other.ActivateModelAsync(models.Models[0].Version, Cancellation);

        Assert.Equal((run, "sasrec"), (found.Id, found.Architecture));
        Assert.Contains(runs, one => one.Id == run);
        Assert.Equal(models.Models[0].Version, active);
        Assert.Equal(double.NaN, models.Models[0].Metrics["mrr"]);
    }

    [Fact]
    public async Task A_candidate_is_run_beside_the_active_model_and_ended()
    {
        await Store.ActivateModelAsync(2, Cancellation);

        var started = await Store.StartShadowAsync(1, share: 0.5, minutes: 5, Cancellation);
        var read = await Store.GetShadowAsync(1, Cancellation);
        var stopped = await Store.StopShadowAsync(1, Cancellation);

        Assert.Equal((1, 2, 0.5), (started.Version, started.Against, started.Share));
        Assert.Equal(started, read);
        Assert.Equal((0.75, "Stopped"), (stopped.Overlap!.Value, stopped.End));
    }

    [Fact]
    public async Task A_refusal_says_its_kind_and_the_fields()
    {
        var refused = await Assert.ThrowsAsync<ProblemException>(
            () => Store.RecordAsync([new("", InteractionKind.View, "cup")], Cancellation));

        Assert.Equal((400, "invalid-request"), (refused.Status, refused.Kind));
        Assert.Equal(["is required"], refused.Errors["interactions[0].customer"]);
        Assert.NotNull(refused.TraceId);
    }

    private static System.Collections.Immutable.ImmutableDictionary<string, string> ImmutableAttributes(string name, string value) =>
        System.Collections.Immutable.ImmutableDictionary<string, string>.Empty.Add(name, value);
}
