using System.Text;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Privacy;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Attribution;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Recommender.Privacy;

namespace SmartRetail.UnitTests.Storage;

public abstract class PrivacyConformance(IStorageFixture database) : StorageConformance(database)
{
    private static readonly CustomerId Visitor = new("anon-1");
    private static readonly ErasureId Erasure = new("first");

    [Fact]
    public async Task Takes_who_said_nothing_to_agree()
    {
        Assert.Equal(PrivacyState.Unknown, await Storage.Privacy.ReadAsync(Store, Anna, Cancellation));
        Assert.Empty(await Storage.Privacy.ListUntrainedAsync(Store, Cancellation));
    }

    [Fact]
    public async Task Counts_changes_of_consent_alone()
    {
        var none = new Consent(Personalise: false, Train: false);
        var changed = await Storage.Privacy.ChangeConsentAsync(Store, Anna, none, Cancellation);
        var same = await Storage.Privacy.ChangeConsentAsync(Store, Anna, none, Cancellation);
        var back = await Storage.Privacy.ChangeConsentAsync(Store, Anna, Consent.Default, Cancellation);

        Assert.Equal((none, 1L), (changed.Consent, changed.Revision));
        Assert.Equal(changed, same);
        Assert.Equal((Consent.Default, 2L), (back.Consent, back.Revision));
    }

    [Fact]
    public async Task Keeps_the_interests_that_are_forgotten_until_the_customer_is_erased()
    {
        var first = await Storage.Privacy.ForgetInterestAsync(Store, Anna, "tea", Cancellation);
        await Storage.Privacy.ForgetInterestAsync(Store, Anna, "coffee", Cancellation);
        var twice = await Storage.Privacy.ForgetInterestAsync(Store, Anna, "tea", Cancellation);
        var others = await Storage.Privacy.ReadAsync(Store, new("berta"), Cancellation);
        await Erase(Anna, version: 7);
        var erased = await Storage.Privacy.ReadAsync(Store, Anna, Cancellation);

        Assert.Equal((1L, Consent.Default), (first.Revision, first.Consent));
        Assert.Equal(3, twice.Revision);
        Assert.Equal(["coffee", "tea"], twice.Forgotten.Keys);
        Assert.True(twice.HasForgotten("tea", Clock.GetUtcNow()));
        Assert.False(twice.HasForgotten("tea", Clock.GetUtcNow().AddTicks(1)));
        Assert.Equal(PrivacyState.Unknown, others);
        Assert.Empty(erased.Forgotten);
    }

    [Fact]
    public async Task Lists_those_who_are_not_to_be_learned_from()
    {
        await Storage.Privacy.ChangeConsentAsync(Store, Anna, new(Personalise: true, Train: false), Cancellation);
        await Storage.Privacy.ChangeConsentAsync(Store, new("berta"), new(Personalise: false, Train: true), Cancellation);

        Assert.Equal([Anna], await Storage.Privacy.ListUntrainedAsync(Store, Cancellation));
        Assert.Empty(await Storage.Privacy.ListUntrainedAsync(OtherStore, Cancellation));
    }

    [Fact]
    public async Task Knows_whether_somebody_has_withdrawn_since()
    {
        await Storage.Privacy.ChangeConsentAsync(Store, Anna, new(Personalise: true, Train: false), Cancellation);
        var now = Clock.GetUtcNow();
        await Storage.Privacy.ChangeConsentAsync(Store, new("berta"), new(Personalise: false, Train: true), Cancellation);

        Assert.True(await Storage.Privacy.HasWithdrawnSinceAsync(Store, now, Cancellation));
        Assert.False(await Storage.Privacy.HasWithdrawnSinceAsync(Store, now.AddTicks(1), Cancellation));
        Assert.False(await Storage.Privacy.HasWithdrawnSinceAsync(OtherStore, now, Cancellation));
    }

    [Fact]
    public async Task Erases_every_row_of_a_customer_and_no_other()
    {
        await Storage.Interactions.AppendAsync(Store, [.. Views("e-", 3), View("e-9", "berta")], Cancellation);
        await Storage.Interactions.AppendAsync(OtherStore, Views("e-", 2), Cancellation);
        await Storage.Snapshots.SaveAsync(Store, Anna, new(3, 1, Encoding.UTF8.GetBytes("anna's")), Cancellation);
        await Storage.Privacy.ChangeConsentAsync(Store, Anna, new(true, false), Cancellation);
        Storage.Impressions.Record(Store, Shown("list-1"));

        var receipt = await Erase(Anna, version: 7);

        Assert.Equal((3L, 1L, 2L, 1), (receipt.Interactions, receipt.Impressions, receipt.Others, receipt.Customers));
        Assert.Equal(Clock.GetUtcNow(), receipt.CompletedAt);
        Assert.Equal(Clock.GetUtcNow(), receipt.FirstRecordedAt);
        Assert.Empty(await Storage.Interactions.ReadCustomerAsync(Store, Anna, 0, 10, Cancellation));
        Assert.Null(await Storage.Snapshots.LoadAsync(Store, Anna, Cancellation));
        Assert.Null(await Storage.Impressions.FindAsync(Store, new("list-1"), Cancellation));
        Assert.Equal(1, await Storage.Interactions.CountAsync(Store, Cancellation));
        Assert.Equal(2, await Storage.Interactions.CountAsync(OtherStore, Cancellation));
    }

    [Fact]
    public async Task The_version_of_an_erased_customer_never_goes_back()
    {
        await Erase(Anna, version: 7);
        var once = await Storage.Privacy.ReadAsync(Store, Anna, Cancellation);
        await Storage.Privacy.ChangeConsentAsync(Store, Anna, new(true, false), Cancellation);
        var changed = await Storage.Privacy.ReadAsync(Store, Anna, Cancellation);
        await Erase(Anna, version: 3, new("second"));
        var twice = await Storage.Privacy.ReadAsync(Store, Anna, Cancellation);

        Assert.Equal(new(Consent.Default, 7, Clock.GetUtcNow()), once);
        Assert.Equal(8, changed.Revision);
        Assert.Equal(7, twice.Revision);
    }

    [Fact]
    public async Task Imports_leave_out_what_happened_before_an_erasure()
    {
        await Erase(Anna, version: 1);
        var before = View("e-1");
        var after = before with { Id = new("e-2"), OccurredAt = Clock.GetUtcNow().AddSeconds(1) };

        var outcomes = await Storage.Interactions.ImportAsync(Store, [before, after, View("e-3", "berta")], Cancellation);
        var again = await Storage.Interactions.ImportAsync(Store, [before, after, View("e-4", "berta")], Cancellation);

        Assert.Equal([false, true, true], outcomes.Select(outcome => outcome.IsNew));
        Assert.Equal(AppendOutcome.LeftOut, outcomes[0]);
        Assert.Equal([false, false, true], again.Select(outcome => outcome.IsNew));
        Assert.Equal(outcomes[1].Position, again[1].Position);
        Assert.Equal(AppendOutcome.LeftOut, again[0]);
        Assert.Equal(
            ["e-2", "e-3", "e-4"],
            (await Storage.Interactions.ReadAsync(Store, 0, 10, Cancellation)).Select(row => row.Interaction.Id.Value));
    }

    [Fact]
    public async Task Erasing_an_anonymous_customer_ends_its_merge_and_tells_whose_version_counts_it()
    {
        await Storage.Interactions.AppendAsync(Store, [View("e-1", "anon-1"), View("e-2", "anon-1")], Cancellation);
        await Storage.Merges.MergeAsync(Store, Visitor, Anna, Cancellation);

        var told = await Storage.Erasures.EraseAsync(Store, Erasure, Visitor, 2, Cancellation);
        var merge = Assert.Single(await Storage.Merges.ReadAsync(Store, Anna, Cancellation));

        Assert.Equal([KeyValuePair.Create(Anna, 4L)], told);
        Assert.Equal((false, 4L), (merge.IsInForce, merge.Revision));
        Assert.DoesNotContain(Visitor.Value, merge.Anonymous.Value, StringComparison.Ordinal);
        Assert.Empty(await Storage.Merges.ReadAsync(Store, Visitor, Cancellation));
    }

    [Fact]
    public async Task An_erasure_is_pending_until_it_is_completed_and_then_names_nobody()
    {
        await Storage.Erasures.BeginAsync(Store, Erasure, Anna, Cancellation);
        await Storage.Erasures.BeginAsync(Store, Erasure, Anna, Cancellation);
        var pending = await Storage.Erasures.ListPendingAsync(Store, Cancellation);

        var receipt = await Erase(Anna, version: 1);

        Assert.Equal([new(Erasure, Anna, Clock.GetUtcNow())], pending);
        Assert.Empty(await Storage.Erasures.ListPendingAsync(Store, Cancellation));
        Assert.Equal(receipt, await Storage.Erasures.FindAsync(Store, Erasure, Cancellation));
        Assert.Equal(await Storage.Erasures.HashAsync(Store, Anna, Cancellation), receipt.Customer);
        Assert.NotEqual(await Storage.Erasures.HashAsync(OtherStore, Anna, Cancellation), receipt.Customer);
    }

    [Fact]
    public async Task An_erasure_carried_out_again_leaves_what_was_done_since()
    {
        await Storage.Interactions.AppendAsync(Store, Views("e-", 3), Cancellation);
        await Storage.Erasures.BeginAsync(Store, Erasure, Anna, Cancellation);
        await Storage.Erasures.EraseAsync(Store, Erasure, Anna, 3, Cancellation);
        await Storage.Interactions.AppendAsync(Store, [View("e-new")], Cancellation);

        var receipt = await Erase(Anna, version: 4);

        Assert.Equal((3L, 1), (receipt.Interactions, receipt.Customers));
        Assert.Equal(1, await Storage.Interactions.CountAsync(Store, Cancellation));
    }

    [Fact]
    public async Task Knows_whether_anybody_was_erased_since_a_time()
    {
        var before = Clock.GetUtcNow();
        await Erase(Anna, version: 1);

        Assert.True(await Storage.Erasures.HasErasedSinceAsync(Store, before, Cancellation));
        Assert.False(await Storage.Erasures.HasErasedSinceAsync(Store, before.AddTicks(1), Cancellation));
        Assert.False(await Storage.Erasures.HasErasedSinceAsync(OtherStore, before, Cancellation));
    }

    [Fact]
    public async Task Counts_what_is_left_of_a_customer_up_to_a_time()
    {
        await Storage.Interactions.AppendAsync(Store, [View("e-1"), View("e-2", "berta")], Cancellation);
        var at = View("e-1").OccurredAt;

        Assert.Equal(1, await Storage.Erasures.CountUntilAsync(Store, Anna, at, Cancellation));
        Assert.Equal(0, await Storage.Erasures.CountUntilAsync(Store, Anna, at.AddTicks(-1), Cancellation));
    }

    [Fact]
    public async Task Reads_a_customers_impressions_in_pages()
    {
        foreach (var id in (string[])["b", "a", "c"])
        {
            Storage.Impressions.Record(Store, Shown(id));
        }

        await Storage.Interactions.AppendAsync(Store, [View("e-1")], Cancellation);
        var first = await Storage.Impressions.ReadCustomerAsync(Store, Anna, null, 2, Cancellation);
        var second = await Storage.Impressions.ReadCustomerAsync(Store, Anna, new("b"), 2, Cancellation);

        Assert.Equal(["a", "b"], first.Select(shown => shown.RecommendationId.Value));
        Assert.Equal(["c"], second.Select(shown => shown.RecommendationId.Value));
    }

    private async Task<Erasure> Erase(CustomerId customer, long version, ErasureId? id = null)
    {
        var erasure = id ?? Erasure;
        await Storage.Erasures.BeginAsync(Store, erasure, customer, Cancellation);
        await Storage.Erasures.EraseAsync(Store, erasure, customer, version, Cancellation);
        return await Storage.Erasures.CompleteAsync(Store, erasure, Cancellation);
    }

    private Impression Shown(string id) => new(
        new(id), Anna, Clock.GetUtcNow(), null, RecommendationTier.Popular, 1, null, 1, 1, 1, null, [new(new("teapot"))]);
}
