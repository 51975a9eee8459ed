using SmartRetail.Contracts;
using SmartRetail.Contracts.Customers;
using SmartRetail.Recommender.Interactions;

namespace SmartRetail.UnitTests.Storage;

public abstract class CustomerMergeConformance(IStorageFixture database) : StorageConformance(database)
{
    private static readonly CustomerId Visitor = new("anon-1");
    private static readonly CustomerId Berta = new("berta");

    [Fact]
    public async Task Merges_once_however_often_it_is_asked_to()
    {
        var first = await Merge(Anna);
        var again = await Merge(Anna);

        Assert.Equal(new CustomerMerge(Visitor, Anna, IsInForce: true, Revision: 1), first);
        Assert.Equal(first, again);
    }

    [Fact]
    public async Task Finds_a_merge_from_both_sides_and_in_no_other_store()
    {
        var merge = await Merge(Anna);

        Assert.Equal([merge!], await Storage.Merges.ReadAsync(Store, Visitor, Cancellation));
        Assert.Equal([merge!], await Storage.Merges.ReadAsync(Store, Anna, Cancellation));
        Assert.Empty(await Storage.Merges.ReadAsync(OtherStore, Anna, Cancellation));
    }

    [Fact]
    public async Task Keeps_the_first_of_two_merges_into_different_customers()
    {
        var first = await Merge(Anna);
        var second = await Merge(Berta);

        Assert.Equal(first, second);
        Assert.Empty(await Storage.Merges.ReadAsync(Store, Berta, Cancellation));
    }

    [Fact]
    public async Task Counts_in_the_revision_what_stops_counting_as_interactions()
    {
        await Storage.Interactions.AppendAsync(
            Store, [View("e-1", "anon-1"), View("e-2", "anon-1"), View("e-3")], Cancellation);
        await Merge(Anna);

        var undone = await Undo();
        var again = await Merge(Anna);

        Assert.Equal(new CustomerMerge(Visitor, Anna, IsInForce: false, Revision: 4), undone);
        Assert.Equal(new CustomerMerge(Visitor, Anna, IsInForce: true, Revision: 5), again);
    }

    [Fact]
    public async Task Undoes_once_and_lets_another_merge_follow()
    {
        await Merge(Anna);
        var undone = await Undo();

        Assert.Equal(undone, await Undo());
        Assert.Equal(Berta, (await Merge(Berta))!.Customer);
    }

    [Fact]
    public async Task Undoes_a_merge_at_the_end_of_its_day_and_not_after()
    {
        await Merge(Anna);
        await Storage.Merges.MergeAsync(Store, new("anon-2"), Anna, Cancellation);

        Clock.Advance(MergeRules.UndoWithin);
        var inTime = await Undo();
        Clock.Advance(TimeSpan.FromTicks(1));
        var tooLate = await Storage.Merges.UndoAsync(Store, new("anon-2"), Anna, Cancellation);

        Assert.False(inTime!.IsInForce);
        Assert.True(tooLate!.IsInForce);
    }

    [Fact]
    public async Task Knows_nothing_of_a_merge_that_never_was() => Assert.Null(await Undo());

    [Fact]
    public async Task Takes_no_more_than_the_bound()
    {
        await Parallel.ForAsync(0, MergeRules.MaxMerged, Cancellation, async (at, cancellation) =>
            await Storage.Merges.MergeAsync(Store, new($"anon-of-many-{at}"), Anna, cancellation));

        Assert.Null(await Merge(Anna));
    }

    [Fact]
    public async Task Reads_the_interactions_of_several_customers_in_the_order_of_the_log()
    {
        string[] customers = ["anna", "anon-1", "somebody", "anon-1", "anna", "anon-1"];
        await Storage.Interactions.AppendAsync(
            Store, [.. customers.Select((customer, at) => View($"e-{at}", customer))], Cancellation);

        var first = await Storage.Interactions.ReadCustomersAsync(Store, [Anna, Visitor], 0, 3, Cancellation);
        var rest = await Storage.Interactions.ReadCustomersAsync(
            Store, [Anna, Visitor], first[^1].Position, 3, Cancellation);

        Assert.Equal(["e-0", "e-1", "e-3"], first.Select(row => row.Interaction.Id.Value));
        Assert.Equal(["e-4", "e-5"], rest.Select(row => row.Interaction.Id.Value));
    }

    [Fact]
    public async Task Keeps_a_merge_when_the_process_ends()
    {
        var merge = await Merge(Anna);

        await using var other = await Database.OpenAsync(Clock);

        Assert.Equal([merge!], await other.Merges.ReadAsync(Store, Anna, Cancellation));
    }

    private Task<CustomerMerge?> Merge(CustomerId customer) =>
        Storage.Merges.MergeAsync(Store, Visitor, customer, Cancellation);

    private Task<CustomerMerge?> Undo() => Storage.Merges.UndoAsync(Store, Visitor, Anna, Cancellation);
}
