using SmartRetail.Contracts;
using SmartRetail.Contracts.Customers;
using SmartRetail.Contracts.Interactions;

namespace SmartRetail.ClusterTests.Customers;

public sealed class MergeTests(RetailCluster cluster) : IClassFixture<RetailCluster>
{
    private readonly CustomerId _known = RetailCluster.NewCustomer();
    private readonly CustomerId _visitor = new(CustomerId.AnonymousPrefix + Guid.NewGuid().ToString("N"));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ranks_the_known_customer_with_the_anonymous_ones_interactions_once_acknowledged()
    {
        await cluster.View(_known, "p1");
        await cluster.Recommend(_known);
        await cluster.View(_visitor, "p2");
        await cluster.View(_visitor, "p3");

        var receipt = await Merge();
        var list = await cluster.Recommend(_known);

        Assert.Equal(new MergeReceipt(MergeOutcome.Merged, 4), receipt);
        Assert.Equal(4, list.ProfileVersion);
    }

    [Fact]
    public async Task Holds_both_ones_interactions_in_the_order_of_the_log()
    {
        await cluster.View(_known, "p1");
        await cluster.View(_visitor, "p2");
        await cluster.View(_known, "p3");

        await Merge();
        var profile = await Profile(_known);

        Assert.Equal("p3 p2 p1", Recent(profile));
    }

    [Fact]
    public async Task Merges_once_however_often_it_is_sent()
    {
        await cluster.View(_visitor, "p1");
        var first = await Merge();
        var again = await Merge();

        Assert.Equal(new MergeReceipt(MergeOutcome.Merged, 2), first);
        Assert.Equal(first, again);
    }

    [Fact]
    public async Task Ranks_with_what_comes_under_the_anonymous_id_later()
    {
        await Merge();
        await cluster.Recommend(_known);

        await cluster.View(_visitor, "p1");
        var list = await cluster.Recommend(_known);

        Assert.Equal(2, list.ProfileVersion);
    }

    [Fact]
    public async Task Knows_the_merge_after_new_activations_though_a_snapshot_was_saved_before_it()
    {
        await cluster.View(_visitor, "p1");
        await cluster.View(_known, "p2");
        await Deactivate(_known);
        await Merge();
        var before = await Profile(_known);

        await Deactivate(_known);
        await Deactivate(_visitor);
        await cluster.View(_visitor, "p3");
        var after = await Profile(_known);

        Assert.Equal(before.Version + 1, after.Version);
        Assert.Equal("p3 p2 p1", Recent(after));
    }

    [Fact]
    public async Task Takes_in_a_committed_merge_whose_answer_was_lost_when_it_is_sent_again()
    {
        await cluster.View(_visitor, "p1");
        await cluster.Recommend(_known);
        await cluster.Storage.Merges.MergeAsync(RetailCluster.Store, _visitor, _known, Cancellation);

        var receipt = await Merge();
        var list = await cluster.Recommend(_known);

        Assert.Equal(new MergeReceipt(MergeOutcome.Merged, 2), receipt);
        Assert.Equal(2, list.ProfileVersion);
    }

    [Fact]
    public async Task Tells_of_an_interaction_whose_answer_was_lost_when_it_is_sent_again()
    {
        await Merge();
        await cluster.Recommend(_known);
        var view = RetailCluster.Interaction(_visitor, InteractionKind.View, "p1");
        cluster.Log.LoseAnswerOnce(view.Id);
        await Assert.ThrowsAsync<IOException>(() => cluster.Record(view));

        await cluster.Record(view);
        var list = await cluster.Recommend(_known);

        Assert.Equal(2, list.ProfileVersion);
    }

    [Fact]
    public async Task Separates_the_two_again_under_a_version_that_was_not_there_before()
    {
        await cluster.View(_known, "p1");
        await cluster.View(_visitor, "p2");
        var merged = await Merge();
        await cluster.Recommend(_known);

        var undone = await Undo();
        await cluster.View(_visitor, "p3");
        var list = await cluster.Recommend(_known);
        var profile = await Profile(_known);

        Assert.Equal(new MergeReceipt(MergeOutcome.Separate, merged.ProfileVersion + 1), undone);
        Assert.Equal(undone.ProfileVersion, list.ProfileVersion);
        Assert.Equal("p1", Recent(profile));
    }

    [Fact]
    public async Task Counts_for_one_known_customer_at_a_time()
    {
        await Merge();

        var other = await cluster.Grains.Customer(RetailCluster.Store, _visitor)
            .MergeInto(RetailCluster.NewCustomer(), Cancellation);

        Assert.Equal(new MergeReceipt(MergeOutcome.MergedElsewhere, 0), other);
    }

    [Fact]
    public async Task Sees_what_is_imported_for_the_anonymous_one_though_nobody_asks_for_that_one()
    {
        await cluster.View(_known, "p1");
        await Merge();
        await Deactivate(_visitor);
        await cluster.Storage.Interactions.ImportAsync(
            RetailCluster.Store, [RetailCluster.Interaction(_visitor, InteractionKind.View, "p2")], Cancellation);

        var profile = await Eventually.Get(
            () => Profile(_known), found => found.Version == 3, TimeSpan.FromSeconds(10));

        Assert.Equal("p2 p1", Recent(profile));
    }

    [Fact]
    public async Task Adds_nothing_to_the_log_that_counts_and_training_read()
    {
        await cluster.View(_visitor, "p1");
        var before = await cluster.Storage.Interactions.CountAsync(RetailCluster.Store, Cancellation);

        await Merge();

        Assert.Equal(before, await cluster.Storage.Interactions.CountAsync(RetailCluster.Store, Cancellation));
    }

    [Fact]
    public async Task Refuses_to_merge_a_known_customer_and_names_the_field()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(
            () => cluster.Grains.Customer(RetailCluster.Store, _known).MergeInto(RetailCluster.NewCustomer(), Cancellation));

        Assert.StartsWith("from: must be an anonymous customer", error.Message, StringComparison.Ordinal);
    }

    private Task<MergeReceipt> Merge() =>
        cluster.Grains.Customer(RetailCluster.Store, _visitor).MergeInto(_known, Cancellation);

    private Task<MergeReceipt> Undo() =>
        cluster.Grains.Customer(RetailCluster.Store, _visitor).UndoMerge(_known, Cancellation);

    private Task<CustomerProfile> Profile(CustomerId customer) =>
        cluster.Grains.Customer(RetailCluster.Store, customer).GetProfile(Cancellation);

    private Task Deactivate(CustomerId customer) =>
        cluster.Silos.DeactivateAsync(cluster.Grains.Customer(RetailCluster.Store, customer));

    private static string Recent(CustomerProfile profile) =>
        string.Join(' ', profile.Recent.Select(step => step.Product!.Value.Value));
}
