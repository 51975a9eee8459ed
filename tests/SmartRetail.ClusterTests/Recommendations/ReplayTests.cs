using System.Globalization;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Contracts.Stores;

namespace SmartRetail.ClusterTests.Recommendations;

/// <summary>Lists that were shown, ranked again from what they were made of then.</summary>
public sealed class ReplayTests(RetailCluster cluster) : IClassFixture<RetailCluster>
{
    private readonly CustomerId _customer = RetailCluster.NewCustomer();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_list_is_the_same_again_after_all_that_made_it_has_changed()
    {
        await Activate(new("run-forward"));
        await cluster.View(_customer, "p20");
        await cluster.Record(RetailCluster.Interaction(_customer, InteractionKind.Purchase, "p6"));
        var request = new RecommendationRequest { Count = 8, Slot = "home", MaxPrice = 35, Exclude = [new("p9")] };
        var list = await RecommendUndisturbed(request);
        await ChangeEverything(list);
        var another = await RecommendUndisturbed(request);

        var record = await Recall(list.RecommendationId);

        Assert.Empty(record.Obstacles);
        Assert.Equal(
            list.Products.Select(shown => (shown.Product, shown.Position, shown.Score, true)),
            record.Replay!.Products.Select(ranked => (ranked.Product, ranked.Position, ranked.Score, ranked.IsSame)));
        Assert.True(record.Replay.IsSame);
        Assert.DoesNotContain(list.Products[0].Product, another.Products.Select(shown => shown.Product));
    }

    [Fact]
    public async Task A_list_made_of_kept_candidates_is_ranked_with_the_counts_and_the_catalog_of_their_time()
    {
        await cluster.View(_customer, "p14");
        await RecommendUndisturbed(new() { Count = 3 });
        await SellOut("p15");
        for (var other = 0; other < 5; other++)
        {
            await cluster.View(RetailCluster.NewCustomer(), "p31");
        }

        var list = await RecommendUndisturbed(new() { Count = 10 });
        var record = await Recall(list.RecommendationId);

        Assert.Empty(record.Obstacles);
        Assert.Equal(list.Products.Select(shown => shown.Score), record.Replay!.Products.Select(ranked => ranked.Score));
        Assert.True(record.Replay.IsSame);
    }

    [Fact]
    public async Task Chance_chooses_the_same_products_again()
    {
        await Save(new() { ExplorationShare = 0.5 });
        await cluster.WaitUntilCountedAsync();
        var shown = await Eventually.Get(
            async () => await Recall((await cluster.Recommend(_customer)).RecommendationId),
            record => record.Products.Any(product => product.IsExplored),
            within: TimeSpan.FromSeconds(20));
        await Save(new());

        var record = await Recall(shown.RecommendationId);

        Assert.Empty(record.Obstacles);
        Assert.Equal(
            shown.Products.Select(product => product.Product), record.Replay!.Products.Select(ranked => ranked.Product));
    }

    [Fact]
    public async Task A_model_that_is_gone_is_named_and_nothing_is_ranked_in_its_place()
    {
        await Activate(new("run-lost"));
        await cluster.View(_customer, "p6");
        var list = await RecommendUndisturbed(new());
        await Activate(new("run-next"));
        cluster.Models.IsTorn = true;

        var record = await Recall(list.RecommendationId);
        cluster.Models.IsTorn = false;

        Assert.Equal([ReplayObstacle.ModelNotKept], record.Obstacles);
        Assert.Null(record.Replay);
    }

    [Fact]
    public async Task A_slot_of_a_page_is_recalled_and_not_ranked_by_itself()
    {
        var page = await cluster.Grains.Recommendations(RetailCluster.Store, _customer)
            .GetPage(new() { Slots = [new() { Slot = "home", List = PageList.ForYou }] }, Cancellation);

        var record = await Recall(page.Slots[0].RecommendationId);

        Assert.Equal([ReplayObstacle.RequestNotKept], record.Obstacles);
    }

    private async Task ChangeEverything(RecommendationList list)
    {
        await SellOut(list.Products[0].Product.Value);
        await cluster.Grains.Catalog(RetailCluster.Store).Remove(new("p3"), Cancellation);
        await Activate(ScriptedModels.Backward);
        await Save(new() { Hide = [new("dear", "price > 30")] });
        await cluster.View(_customer, "p12");
        for (var other = 0; other < 5; other++)
        {
            await cluster.View(RetailCluster.NewCustomer(), "p2");
        }
    }

    private Task<long> SellOut(string product) => cluster.Grains.Catalog(RetailCluster.Store).Put(
        [RetailCluster.Product(int.Parse(product.AsSpan(1), CultureInfo.InvariantCulture)) with { Stock = 0 }], Cancellation);

    private Task<SettingsOutcome> Save(StoreSettings settings) =>
        cluster.Grains.Store(RetailCluster.Store).PutSettings(settings, cancellationToken: Cancellation);

    private async Task Activate(TrainingRunId run)
    {
        var registry = cluster.Grains.ModelRegistry(RetailCluster.Store);
        await registry.Activate(await registry.Publish(run, "0", cancellationToken: Cancellation), cancellationToken: Cancellation);
    }

    // While nothing is counted: a list during which counts change cannot be ranked again, and says so.
    private async Task<RecommendationList> RecommendUndisturbed(RecommendationRequest request)
    {
        await cluster.WaitUntilCountedAsync();
        return await cluster.Recommend(_customer, request);
    }

    // Lists are recorded behind their answers.
    private async Task<RecommendationRecord> Recall(RecommendationId recommendation) => (await Eventually.Get(
        () => cluster.Grains.Recommendations(RetailCluster.Store, _customer).Recall(recommendation, Cancellation),
        record => record is not null,
        within: TimeSpan.FromSeconds(20)))!;
}
