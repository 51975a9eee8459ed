using SmartRetail.ClusterTests.Shadows;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Attribution;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Models;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Contracts.Stores;
using SmartRetail.Contracts.Training;

namespace SmartRetail.ClusterTests.Training;

/// <summary>A run that begins since shoppers click less: the lists, what follows them and their figures are real.</summary>
public sealed class ClickRateTests(HastyCluster cluster) : IClassFixture<HastyCluster>
{
    private const int Shoppers = 60;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IModelTrainerGrain Trainer => cluster.Grains.ModelTrainer(RetailCluster.Store);

    [Fact]
    public async Task A_run_begins_when_the_active_model_is_clicked_less_than_at_first()
    {
        ScriptedWorkerGrain.Ends[ScriptedWorkerGrain.SeedOfNone] = TrainingRunState.Completed;
        var registry = cluster.Grains.ModelRegistry(RetailCluster.Store);
        var model = await registry.Publish(new TrainingRunId("clicked"), "worker-0", cancellationToken: Cancellation);
        Assert.Equal(ModelActivation.Done, await registry.Activate(model, cancellationToken: Cancellation));
        await ShopAsync(clicksOf: shopper => 2);
        cluster.PutForward(TimeSpan.FromHours(3));
        await ShopAsync(clicksOf: shopper => shopper % 6 == 0 ? 1 : 0);
        await HaveCountedAsync(shown: 2 * Shoppers * 10, clicks: (2 * Shoppers) + (Shoppers / 6));
        var before = await Trainer.List(Cancellation);
        await cluster.Grains.Store(RetailCluster.Store)
            .PutSettings(new() { Retraining = new(ClickRateFall: 0.5) }, null, Cancellation);
        var runs = await Eventually.Get(
            async () => await Trainer.List(Cancellation), found => found.Any(run => run.IsFinal), Patience);

        Assert.Empty(before);
        Assert.Equal($"the click rate of model {model} fell from 20.00 % to 1.67 %", Assert.Single(runs).Reason);
    }

    /// <summary>Each of the shoppers views a product, is shown ten, and clicks on the first ones.</summary>
    private async Task ShopAsync(Func<int, int> clicksOf)
    {
        for (var shopper = 0; shopper < Shoppers; shopper++)
        {
            var customer = RetailCluster.NewCustomer();
            await cluster.View(customer, "p6");
            var list = await cluster.Recommend(customer);
            foreach (var shown in list.Products.Take(clicksOf(shopper)))
            {
                await ClickAsync(customer, list, shown);
            }
        }
    }

    private Task<AttributionReport> HaveCountedAsync(double shown, double clicks)
    {
        var attribution = cluster.Grains.GetGrain<IAttributionGrain>(RetailCluster.Store.Value);
        var now = TimeProvider.System.GetUtcNow();
        return Eventually.Get(
            () => attribution.Read(now.AddHours(-1), now.AddHours(5), Cancellation),
            report => report.Groups.Sum(group => group.Sums.Shown) >= shown
                && report.Groups.Sum(group => group.Sums.Clicks) >= clicks,
            Patience);
    }

    private Task<RecordReceipt> ClickAsync(CustomerId customer, RecommendationList list, RecommendedProduct shown) => cluster.Record(
        RetailCluster.Interaction(customer, InteractionKind.View, shown.Product.Value) with
        {
            RecommendationId = list.RecommendationId,
            Position = shown.Position,
        });
}
