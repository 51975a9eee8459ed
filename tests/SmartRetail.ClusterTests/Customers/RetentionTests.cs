using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Contracts.Stores;

namespace SmartRetail.ClusterTests.Customers;

public sealed class RetentionTests(RetailCluster cluster) : IClassFixture<RetailCluster>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly CustomerId _customer = RetailCluster.NewCustomer();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_older_than_the_store_keeps_it_tells_nothing_any_more_and_the_version_goes_on()
    {
        await cluster.Record(Old(_customer, "p20"));
        var last = await cluster.View(_customer, "p6");
        var before = await cluster.Recommend(_customer);

        await Keep(days: 30);
        await Gone(_customer, leaving: 1);
        var viewed = await Customer(_customer).GetRecentlyViewed(10, Cancellation);
        var list = await cluster.Recommend(_customer);
        var late = await cluster.Record(Old(_customer, "p8"));
        var next = await cluster.View(_customer, "p9");

        Assert.Equal([new("p6")], viewed);
        Assert.Equal(last.ProfileVersion, before.ProfileVersion);
        Assert.True(list.ProfileVersion > last.ProfileVersion);
        Assert.Equal((0, 1), (late.Accepted, late.Erased));
        Assert.Equal(list.ProfileVersion + 1, next.ProfileVersion);
    }

    [Fact]
    public async Task A_customer_of_whom_all_is_old_is_somebody_unknown()
    {
        await cluster.Record(Old(_customer, "p20"));
        await cluster.Recommend(_customer);

        await Keep(days: 31);
        await Gone(_customer, leaving: 0);
        var list = await cluster.Recommend(_customer);

        Assert.Equal(RecommendationTier.Popular, list.Tier);
        Assert.Empty((await Customer(_customer).GetProfile(Cancellation)).Recent);
    }

    [Fact]
    public async Task A_known_customer_loses_what_has_become_old_of_an_anonymous_one()
    {
        var visitor = new CustomerId("anon-" + _customer.Value);
        await cluster.Record(Old(visitor, "p20"));
        await cluster.View(visitor, "p8");
        await cluster.View(_customer, "p6");
        var merged = await Customer(visitor).MergeInto(_customer, Cancellation);

        await Keep(days: 32);
        await Gone(visitor, leaving: 1);
        var profile = await Eventually.Get(
            () => Customer(_customer).GetProfile(Cancellation), found => found.Recent.Length == 2, Patience);

        Assert.Equal(["p6", "p8"], profile.Recent.Select(interaction => interaction.Product!.Value.Value).Order());
        Assert.True(profile.Version > merged.ProfileVersion);
    }

    private static Interaction Old(CustomerId customer, string product) =>
        RetailCluster.Interaction(customer, InteractionKind.Purchase, product) with
        {
            OccurredAt = TimeProvider.System.GetUtcNow().AddDays(-40),
        };

    private Contracts.Customers.ICustomerGrain Customer(CustomerId customer) =>
        cluster.Grains.Customer(RetailCluster.Store, customer);

    // Another number each time, for the tests share the store: a change is looked at once.
    private async Task Keep(int days) => await
        cluster.Grains.Store(RetailCluster.Store).PutSettings(new StoreSettings { RetentionDays = days }, null, Cancellation);

    private async Task Gone(CustomerId customer, int leaving) => await Eventually.Get(
        () => cluster.Storage.Interactions.ReadCustomerAsync(RetailCluster.Store, customer, 0, 10, Cancellation),
        rows => rows.Count == leaving,
        Patience);
}
