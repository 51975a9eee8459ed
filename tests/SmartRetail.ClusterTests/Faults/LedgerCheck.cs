using System.Collections.Immutable;
using System.Text.Json.Nodes;
using SmartRetail.ClusterTests.Processes;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Customers;
using SmartRetail.Recommender.Features;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Storage;

namespace SmartRetail.ClusterTests.Faults;

/// <summary>
/// Holds the log and the profiles against what shoppers were told: every acknowledged interaction is in the log exactly once
/// and none that nobody sent; a customer's profile is the fold of the customer's log.
/// </summary>
internal static class LedgerCheck
{
    private const int ReadLimit = 10_000;

    public static async Task<FaultRow> RunAsync(
        string fault, IReadOnlyList<Ledger> ledgers, LocalCluster cluster, StoreApi api, CancellationToken cancellationToken)
    {
        await using var storage = await cluster.OpenStorageAsync();
        var products = (await storage.Catalog.LoadAsync(LocalCluster.Store, cancellationToken)).Products
            .ToImmutableDictionary(product => product.Id);
        var (lost, doubled) = (0, 0);
        foreach (var ledger in ledgers)
        {
            var log = await storage.Interactions.ReadCustomerAsync(
                LocalCluster.Store, new(ledger.Customer), afterPosition: 0, ReadLimit, cancellationToken);
            var counts = log.CountBy(row => row.Interaction.Id.Value).ToDictionary();
            lost += ledger.Acknowledged.Count(id => !counts.ContainsKey(id));
            doubled += counts.Values.Sum(count => count - 1);
            Assert.Empty(counts.Keys.Except(ledger.Sent));
            await CheckProfileAsync(ledger.Customer, log, products, api, cancellationToken);
        }

        return new(
            fault,
            ledgers.Sum(ledger => ledger.Acknowledged.Count),
            lost,
            doubled,
            ledgers.Sum(ledger => ledger.Lists),
            ledgers.Sum(ledger => ledger.Stale),
            ledgers.Max(ledger => ledger.LongestUnavailable),
            ledgers.Max(ledger => ledger.LongestWait));
    }

    private static async Task CheckProfileAsync(
        string customer,
        IReadOnlyList<LoggedInteraction> log,
        ImmutableDictionary<ProductId, Product> products,
        StoreApi api,
        CancellationToken cancellationToken)
    {
        var options = new FeatureOptions();
        var features = new CustomerFeatures();
        foreach (var row in log)
        {
            features.Apply(row.Interaction, row.Interaction.Product is { } id ? products.GetValueOrDefault(id) : null, options);
        }

        var expected = features.ToProfile(new(customer), DateTimeOffset.UnixEpoch, options);
        var shown = await api.GetProfileAsync(customer, cancellationToken);
        Assert.Equal(expected.Version, (long)shown["version"]!);
        Assert.Equal(expected.Sessions, (int)shown["sessions"]!);
        Assert.Equal(expected.Spent, (decimal)shown["spent"]!);
        Assert.Equal(
            expected.Counts.ToImmutableSortedDictionary(count => count.Kind.ToString(), count => count.Count, StringComparer.Ordinal),
            shown["counts"]!.AsObject().ToImmutableSortedDictionary(pair => pair.Key, pair => (long)pair.Value!, StringComparer.Ordinal));
        Assert.Equal(
            expected.Recent.Select(step => $"{step.Kind} {step.Product}"),
            shown["recent"]!.AsArray().Select(step => $"{step!["kind"]} {step["product"]}"));
        Assert.Equal(
            expected.Bought.Select(product => product.Value).Order(StringComparer.Ordinal),
            shown["bought"]!.AsArray().Select(product => (string)product!).Order(StringComparer.Ordinal));
        CheckAffinities(expected.CategoryAffinities, shown["categories"]!.AsArray());
    }

    private static void CheckAffinities(ImmutableArray<Affinity> expected, JsonArray shown)
    {
        var weights = shown.ToDictionary(each => (string)each!["name"]!, each => (double)each!["weight"]!);
        Assert.Equal(expected.Length, weights.Count);
        Assert.All(expected, each => Assert.Equal(each.Weight, weights[each.Name], tolerance: 1e-6 * Math.Abs(each.Weight)));
    }
}
