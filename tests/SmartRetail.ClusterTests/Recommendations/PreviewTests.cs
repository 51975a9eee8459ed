using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Contracts.Stores;

namespace SmartRetail.ClusterTests.Recommendations;

/// <summary>A cluster of its own, with a model: settings concern every customer of the store.</summary>
public sealed class PreviewTests(RetailCluster cluster) : IClassFixture<RetailCluster>, IAsyncLifetime
{
    private static readonly StoreSettings Tried = new()
    {
        Hide = [new("no odd ones", "category == 'odd' and price < 20")],
        Scores = [new("dear last", "price > 30", 0.5)],
        Pins = [new("of the week", new("p40"), 2, "home", null)],
        Diversity = new(0.3, PerCategory: 4),
    };

    private readonly CustomerId _customer = RetailCluster.NewCustomer();

    private IStoreGrain Store => cluster.Grains.Store(RetailCluster.Store);

    public async ValueTask InitializeAsync()
    {
        var registry = cluster.Grains.ModelRegistry(RetailCluster.Store);
        var version = await registry.Publish(new("run-a"), "0", cancellationToken: TestContext.Current.CancellationToken);
        await registry.Activate(version, cancellationToken: TestContext.Current.CancellationToken);
        await Store.PutSettings(new(), cancellationToken: TestContext.Current.CancellationToken);
        await cluster.View(_customer, "p6");
        await cluster.WaitUntilCountedAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Shows_before_saving_what_is_shown_after()
    {
        var preview = await Preview(Tried);

        await Store.PutSettings(Tried, cancellationToken: TestContext.Current.CancellationToken);
        var list = await cluster.Recommend(_customer, new() { Count = 8, Slot = "home" });

        Assert.Equal(
            list.Products.Select(shown => (shown.Product, shown.Position, shown.Score)),
            preview.Products.Select(shown => (shown.Product, shown.Position, shown.Score)));
        Assert.Equal((list.ProfileVersion, list.ModelVersion, list.Tier), (preview.ProfileVersion, preview.ModelVersion, preview.Tier));
    }

    [Fact]
    public async Task Changes_nothing_for_shoppers()
    {
        var before = await cluster.Recommend(_customer, new() { Count = 8, Slot = "home" });

        var preview = await Preview(Tried);
        var after = await cluster.Recommend(_customer, new() { Count = 8, Slot = "home" });

        Assert.NotEqual(before.Products.Select(shown => shown.Product), preview.Products.Select(shown => shown.Product));
        Assert.Equal(before.Products.Select(shown => shown.Product), after.Products.Select(shown => shown.Product));
    }

    [Fact]
    public async Task Names_the_pin_and_the_rules_that_moved_a_product()
    {
        var preview = await Preview(Tried with { Scores = [new("behind the last", "id == 'p7'", 2)], Hide = [] });

        Assert.Equal("of the week", preview.Products[1].Pin);
        Assert.Equal(
            [new ScoreEffect(ScoreEffectKind.Boost, "behind the last", 2)],
            preview.Products.Single(shown => shown.Product.Value == "p7").Effects);
    }

    [Fact]
    public async Task Shows_again_what_saved_rules_hide_and_tried_ones_do_not()
    {
        await Store.PutSettings(
            new() { Hide = [new("not yet", "id == 'p7'")] }, cancellationToken: TestContext.Current.CancellationToken);

        var preview = await Preview(new());

        Assert.Equal("p7", preview.Products[0].Product.Value);
    }

    [Fact]
    public async Task Says_what_is_wrong_in_place_of_a_list()
    {
        var preview = await Preview(new() { Hide = [new("rule", "price >")] });

        Assert.Equal("hide[0].when", Assert.Single(preview.Errors).Field);
        Assert.Empty(preview.Products);
    }

    private async Task<ListPreview> Preview(StoreSettings settings) =>
        (await cluster.Grains.Recommendations(RetailCluster.Store, _customer)
            .Preview(settings, new() { Count = 8, Slot = "home" }, TestContext.Current.CancellationToken))!;
}
