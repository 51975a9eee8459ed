using System.Security.Cryptography;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Privacy;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Attribution;
using SmartRetail.Storage;

namespace SmartRetail.UnitTests.Storage.Privacy;

/// <summary>A customer who has left traces in every table, and whose id is like nothing else.</summary>
internal static class Traces
{
    public static readonly StoreId Store = new("shop");
    public static readonly CustomerId Customer = new("unmistakable-4711");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Several times over, so that rows are replaced and pages freed.</summary>
    public static async Task LeaveAsync(RetailStorage storage)
    {
        await storage.Catalog.CreateStoreAsync(Store, Cancellation);
        for (var round = 0; round < 20; round++)
        {
            await storage.Interactions.AppendAsync(
                Store,
                [.. Enumerable.Range(0, 40).Select(at => View($"e-{round}-{at}", at % 2 == 0 ? Customer : new("anna")))],
                Cancellation);
            byte[] payload = [.. System.Text.Encoding.UTF8.GetBytes(Customer.Value), .. RandomNumberGenerator.GetBytes(9_000)];
            await storage.Snapshots.SaveAsync(Store, Customer, new(round, 1, payload), Cancellation);
            await storage.Privacy.ChangeConsentAsync(Store, Customer, new(round % 2 == 0, true), Cancellation);
            await storage.Privacy.ForgetInterestAsync(Store, Customer, "tea", Cancellation);
            storage.Impressions.Record(Store, new(
                new($"r-{round}"), Customer, DateTimeOffset.UnixEpoch, null, RecommendationTier.Popular, 1, null, 1, 1, 1, null,
                [new(new("teapot"))]));
        }

        await storage.Merges.MergeAsync(Store, new("anon-1"), Customer, Cancellation);
        await storage.Impressions.FlushAsync(Cancellation);
    }

    public static async Task EraseAsync(RetailStorage storage)
    {
        var erasure = ErasureId.New();
        await storage.Erasures.BeginAsync(Store, erasure, Customer, Cancellation);
        await storage.Erasures.EraseAsync(Store, erasure, Customer, 1, Cancellation);
        await storage.Erasures.CompleteAsync(Store, erasure, Cancellation);
    }

    public static Interaction View(string id, CustomerId customer) => new()
    {
        Id = new(id),
        Customer = customer,
        Kind = InteractionKind.View,
        Product = new("teapot"),
        OccurredAt = DateTimeOffset.UnixEpoch,
    };
}
