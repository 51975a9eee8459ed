using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Attribution;

namespace SmartRetail.ClusterTests.Exploration;

public sealed class ExplorationTests(RetailCluster cluster) : IClassFixture<RetailCluster>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly CustomerId _customer = RetailCluster.NewCustomer();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Shows_products_to_try_them_and_learns_which_are_looked_at()
    {
        await cluster.Grains.Store(RetailCluster.Store).PutSettings(
            new() { ExplorationShare = 0.5 }, cancellationToken: Cancellation);
        var (list, found) = await Eventually.Get(FindTried, each => each.Tried is not null, Patience);
        var tried = found!.Value;

        await cluster.Record(RetailCluster.Interaction(_customer, InteractionKind.View, tried.Product.Value) with
        {
            RecommendationId = list.RecommendationId,
            Position = tried.Position,
        });
        var trial = await Eventually.Get(
            async () => (await ReadTrials()).GetValueOrDefault(tried.Product), found => found.Clicks > 0, Patience);

        Assert.Equal(1, trial.Clicks);
        Assert.InRange(tried.Position, 2, list.Products.Length);
    }

    /// <summary>Asks for a list and returns it with a product that is in it to be tried, and was in none before.</summary>
    private async Task<(RecommendationList List, RecommendedProduct? Tried)> FindTried()
    {
        var before = await ReadTrials();
        var list = await cluster.Recommend(_customer);

        // Behind the impression in the writer's queue.
        await cluster.View(RetailCluster.NewCustomer(), "p1");
        var after = await ReadTrials();
        return (
            list,
            list.Products.Where(shown => after.ContainsKey(shown.Product) && !before.ContainsKey(shown.Product))
                .Select(shown => (RecommendedProduct?)shown).FirstOrDefault());
    }

    private Task<IReadOnlyDictionary<ProductId, Trial>> ReadTrials() =>
        cluster.Storage.Attribution.ReadTrialsAsync(RetailCluster.Store, Cancellation);
}
