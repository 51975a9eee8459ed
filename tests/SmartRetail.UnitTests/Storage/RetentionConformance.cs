using System.Text;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Privacy;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Attribution;

namespace SmartRetail.UnitTests.Storage;

public abstract class RetentionConformance(IStorageFixture database) : StorageConformance(database)
{
    private static readonly CustomerId Visitor = new("anon-1");
    private static readonly CustomerId Berta = new("berta");
    private static readonly DateTimeOffset Recent = new(2026, 3, 1, 11, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Before = Recent.AddDays(-30);

    [Fact]
    public async Task Deletes_what_a_customer_did_and_was_shown_before_the_time_and_nothing_else()
    {
        await Storage.Interactions.AppendAsync(
            Store, [Old("e-1"), At("e-2", Before.AddTicks(-1)), At("e-3", Before), View("e-4"), Old("e-5", "berta")], Cancellation);
        await Storage.Interactions.AppendAsync(OtherStore, [Old("e-1")], Cancellation);
        await Storage.Snapshots.SaveAsync(Store, Anna, new(3, 1, Encoding.UTF8.GetBytes("anna's")), Cancellation);
        Storage.Impressions.Record(Store, Shown("old", Before.AddTicks(-1)));
        Storage.Impressions.Record(Store, Shown("new", Before));
        await Storage.Impressions.FlushAsync(Cancellation);

        var expired = await Storage.Retention.ExpireAsync(Store, Anna, Before, Cancellation);

        Assert.Equal((2L, 1L), (expired.Interactions, expired.Impressions));
        Assert.Equal(
            ["e-3", "e-4", "e-5"],
            (await Storage.Interactions.ReadAsync(Store, 0, 10, Cancellation)).Select(row => row.Interaction.Id.Value));
        Assert.Equal(1, await Storage.Interactions.CountAsync(OtherStore, Cancellation));
        Assert.Null(await Storage.Snapshots.LoadAsync(Store, Anna, Cancellation));
        Assert.Null(await Storage.Impressions.FindAsync(Store, new("old"), Cancellation));
        Assert.NotNull(await Storage.Impressions.FindAsync(Store, new("new"), Cancellation));
    }

    [Fact]
    public async Task Names_those_with_something_old_in_parts()
    {
        await Storage.Interactions.AppendAsync(
            Store, [Old("e-1", "cora"), Old("e-2", "cora"), View("e-3", "dora"), Old("e-4")], Cancellation);
        Storage.Impressions.Record(Store, Shown("old", Before.AddTicks(-1)) with { Customer = Berta });
        await Storage.Impressions.FlushAsync(Cancellation);

        var first = await Storage.Retention.ListExpiredAsync(Store, Before, null, 2, Cancellation);
        var second = await Storage.Retention.ListExpiredAsync(Store, Before, Berta, 2, Cancellation);
        var last = await Storage.Retention.ListExpiredAsync(Store, Before, new("cora"), 2, Cancellation);

        Assert.Equal([Anna, Berta], first);
        Assert.Equal([new("cora")], second);
        Assert.Empty(last);
        Assert.Empty(await Storage.Retention.ListExpiredAsync(OtherStore, Before, null, 2, Cancellation));
    }

    [Fact]
    public async Task The_version_counts_what_is_gone_and_one_more()
    {
        await Storage.Interactions.AppendAsync(Store, [Old("e-1"), Old("e-2"), View("e-3")], Cancellation);

        await Storage.Retention.ExpireAsync(Store, Anna, Before, Cancellation);
        var once = await Storage.Privacy.ReadAsync(Store, Anna, Cancellation);
        await Storage.Retention.ExpireAsync(Store, Anna, Recent.AddTicks(1), Cancellation);
        var twice = await Storage.Privacy.ReadAsync(Store, Anna, Cancellation);
        await Storage.Retention.ExpireAsync(Store, Anna, Recent.AddTicks(1), Cancellation);

        Assert.Equal(new(Consent.Default, 3, Before), once);
        Assert.Equal(new(Consent.Default, 5, Recent.AddTicks(1)), twice);
        Assert.Equal(twice, await Storage.Privacy.ReadAsync(Store, Anna, Cancellation));
    }

    [Fact]
    public async Task Tells_whose_version_counts_an_anonymous_customer()
    {
        await Storage.Interactions.AppendAsync(Store, [Old("e-1", "anon-1"), View("e-2", "anon-1")], Cancellation);
        var merged = await Storage.Merges.MergeAsync(Store, Visitor, Anna, Cancellation);

        var expired = await Storage.Retention.ExpireAsync(Store, Visitor, Before, Cancellation);
        var merge = Assert.Single(await Storage.Merges.ReadAsync(Store, Anna, Cancellation));

        Assert.Equal([KeyValuePair.Create(Anna, merged!.Revision + 2)], expired.Told);
        Assert.Equal((true, merged.Revision + 2), (merge.IsInForce, merge.Revision));
    }

    [Fact]
    public async Task Imports_leave_out_what_had_become_too_old()
    {
        await Storage.Interactions.AppendAsync(Store, [Old("e-1"), View("e-2")], Cancellation);
        await Storage.Retention.ExpireAsync(Store, Anna, Before, Cancellation);

        var outcomes = await Storage.Interactions.ImportAsync(Store, [Old("e-1"), View("e-3")], Cancellation);

        Assert.Equal([false, true], outcomes.Select(outcome => outcome.IsNew));
        Assert.Equal(2, await Storage.Interactions.CountAsync(Store, Cancellation));
    }

    [Fact]
    public async Task An_erasure_stays_one()
    {
        await Storage.Interactions.AppendAsync(Store, [Old("e-1")], Cancellation);
        var erasure = ErasureId.New();
        await Storage.Erasures.BeginAsync(Store, erasure, Anna, Cancellation);
        await Storage.Erasures.EraseAsync(Store, erasure, Anna, 7, Cancellation);
        await Storage.Interactions.AppendAsync(Store, [Old("e-2")], Cancellation);

        await Storage.Retention.ExpireAsync(Store, Anna, Before, Cancellation);
        var receipt = await Storage.Erasures.CompleteAsync(Store, erasure, Cancellation);
        var state = await Storage.Privacy.ReadAsync(Store, Anna, Cancellation);

        Assert.Equal(1, receipt.Customers);
        Assert.Equal((9L, Clock.GetUtcNow()), (state.Revision, state.ErasedAt));
    }

    [Fact]
    public async Task What_was_counted_before_is_known_not_to_be_countable_again()
    {
        await Storage.Interactions.AppendAsync(Store, [Old("e-1")], Cancellation);
        Clock.Advance(TimeSpan.FromHours(1));
        var before = Clock.GetUtcNow();

        await Storage.Retention.ExpireAsync(Store, Anna, Before, Cancellation);

        Assert.True(await Storage.Erasures.HasErasedSinceAsync(Store, before, Cancellation));
        Assert.False(await Storage.Erasures.HasErasedSinceAsync(Store, before.AddTicks(1), Cancellation));
        Assert.False(await Storage.Erasures.HasErasedSinceAsync(OtherStore, before, Cancellation));
    }

    private static Interaction Old(string id, string customer = "anna") => At(id, Before.AddDays(-1), customer);

    private static Interaction At(string id, DateTimeOffset time, string customer = "anna") =>
        View(id, customer) with { OccurredAt = time };

    private static Impression Shown(string id, DateTimeOffset at) => new(
        new(id), Anna, at, null, RecommendationTier.Popular, 1, null, 1, 1, 1, null, [new(new("teapot"))]);
}
