using SmartRetail.Contracts;
using SmartRetail.Contracts.Customers;
using SmartRetail.Contracts.Interactions;

namespace SmartRetail.ClusterTests.Customers;

public sealed class CustomerGrainTests(RetailCluster cluster) : IClassFixture<RetailCluster>
{
    private readonly CustomerId _customer = RetailCluster.NewCustomer();

    [Fact]
    public async Task Counts_an_interaction_once_however_often_it_is_sent()
    {
        var view = RetailCluster.Interaction(_customer, InteractionKind.View, "p1");

        var first = await cluster.Record(view);
        var again = await cluster.Record(view);

        Assert.Equal(new RecordReceipt(1, 0, 1), first);
        Assert.Equal(new RecordReceipt(0, 1, 1), again);
    }

    [Fact]
    public async Task Knows_after_a_new_activation_what_it_knew_before()
    {
        await cluster.View(_customer, "p1");
        await cluster.Record(RetailCluster.Interaction(_customer, InteractionKind.Purchase, "p2") with { Price = 3 });
        var before = await Profile();

        await Deactivate();
        var after = await Profile();

        Assert.Equal(before.Version, after.Version);
        Assert.Equal(before.Recent, after.Recent);
        Assert.Equal(before.Spent, after.Spent);
        Assert.Equal(before.Bought, after.Bought);
    }

    [Fact]
    public async Task Reads_the_log_behind_its_snapshot()
    {
        await cluster.View(_customer, "p1");
        await Deactivate();
        await cluster.Storage.Interactions.AppendAsync(
            RetailCluster.Store,
            [RetailCluster.Interaction(_customer, InteractionKind.View, "p2")],
            TestContext.Current.CancellationToken);

        var profile = await Profile();

        Assert.Equal(["p2", "p1"], profile.Recent.Select(step => step.Product!.Value.Value));
    }

    [Fact]
    public async Task Sees_what_is_imported_while_it_is_active()
    {
        await cluster.View(_customer, "p1");
        await cluster.Storage.Interactions.ImportAsync(
            RetailCluster.Store,
            [RetailCluster.Interaction(_customer, InteractionKind.View, "p2")],
            TestContext.Current.CancellationToken);

        await cluster.Grains.Customer(RetailCluster.Store, _customer).CatchUp(TestContext.Current.CancellationToken);
        var profile = await Profile();

        Assert.Equal(2, profile.Version);
    }

    [Fact]
    public async Task Keeps_an_import_that_lies_between_its_own_rows_across_activations()
    {
        await cluster.View(_customer, "p1");
        var imported = RetailCluster.Interaction(_customer, InteractionKind.View, "p2");
        cluster.Log.DoNotTell(imported.Id);
        await cluster.Storage.Interactions.ImportAsync(
            RetailCluster.Store, [imported], TestContext.Current.CancellationToken);
        await cluster.View(_customer, "p3");

        await Deactivate();
        var profile = await Profile();

        Assert.Equal(3, profile.Version);
        Assert.Equal(["p1", "p2", "p3"], profile.Recent.Select(step => step.Product!.Value.Value).Order());
    }

    [Fact]
    public async Task Refuses_with_a_time_to_retry_while_the_log_is_away()
    {
        var view = RetailCluster.Interaction(_customer, InteractionKind.View, "p1");
        cluster.Log.RefuseOnce(view.Id);

        var refused = await cluster.Record(view);
        var retried = await cluster.Record(view);

        Assert.Equal(TimeSpan.FromSeconds(2), refused.RetryAfter);
        Assert.Equal(new RecordReceipt(1, 0, 1), retried);
    }

    [Fact]
    public async Task Applies_a_committed_interaction_whose_answer_was_lost_when_it_is_sent_again()
    {
        var view = RetailCluster.Interaction(_customer, InteractionKind.View, "p1");
        cluster.Log.LoseAnswerOnce(view.Id);
        await Assert.ThrowsAsync<IOException>(() => cluster.Record(view));

        var retried = await cluster.Record(view);
        var profile = await Profile();

        Assert.Equal(new RecordReceipt(0, 1, 1), retried);
        Assert.Single(profile.Recent);
    }

    [Fact]
    public async Task Refuses_a_batch_whole_and_names_the_field()
    {
        var good = RetailCluster.Interaction(_customer, InteractionKind.View, "p1");
        var bad = good with { Id = new("other"), Quantity = 0 };

        var error = await Assert.ThrowsAsync<ArgumentException>(() => cluster.Record(good, bad));
        var profile = await Profile();

        Assert.StartsWith("interactions[1].quantity: must be from 1 to 1000000", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, profile.Version);
    }

    [Fact]
    public async Task Lists_the_products_viewed_last_newest_first_and_once()
    {
        await cluster.View(_customer, "p1");
        await cluster.View(_customer, "p2");
        await cluster.View(_customer, "p1");

        var viewed = await cluster.Grains.Customer(RetailCluster.Store, _customer)
            .GetRecentlyViewed(10, TestContext.Current.CancellationToken);

        Assert.Equal(["p1", "p2"], viewed.Select(product => product.Value));
    }

    private Task<CustomerProfile> Profile() =>
        cluster.Grains.Customer(RetailCluster.Store, _customer).GetProfile(TestContext.Current.CancellationToken);

    private Task Deactivate() =>
        cluster.Silos.DeactivateAsync(cluster.Grains.Customer(RetailCluster.Store, _customer));

    [Fact]
    public async Task Lists_what_was_bought_and_can_be_bought_again()
    {
        var customer = RetailCluster.NewCustomer();
        await cluster.Record(
            RetailCluster.Interaction(customer, InteractionKind.Purchase, "p21"),
            RetailCluster.Interaction(customer, InteractionKind.Purchase, "p22"),
            RetailCluster.Interaction(customer, InteractionKind.Purchase, "unheard of"),
            RetailCluster.Interaction(customer, InteractionKind.View, "p23"));

        var list = await cluster.Grains.Customer(RetailCluster.Store, customer)
            .GetBuyAgain(10, TestContext.Current.CancellationToken);

        Assert.Equal(["p21", "p22"], list.Products.Select(due => due.Product.Value).Order());
        Assert.All(list.Products, due => Assert.True(due.DueAt > due.LastBoughtAt));
        Assert.Equal(4, list.ProfileVersion);
    }
}
