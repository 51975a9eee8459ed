using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Customers;
using SmartRetail.Recommender.Catalog;
using SmartRetail.Recommender.Features;
using SmartRetail.Recommender.LiveCounts;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.Recommender.Lists;

/// <summary>What a customer has bought and will run out of, by <see cref="Repurchase"/>.</summary>
public static class BuyAgainProducts
{
    /// <summary>What a score looks ahead.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(7);

    /// <summary>
    /// Returns the products most likely to be bought next, leaving out what cannot be bought, the store hides, came back, is
    /// disliked or lies in the basket.
    /// </summary>
    public static ImmutableArray<BuyAgainProduct> Of(
        CustomerFeatures customer, CatalogReplica catalog, StoreCounts counts, DateTimeOffset now, int count)
    {
        var filter = new ProductFilter(catalog);
        var bought = customer.Purchases
            .Where(pair => pair.Value.Returned < pair.Value.Units &&
                !customer.Disliked.Contains(pair.Key) &&
                !customer.Basket.Contains(pair.Key) &&
                filter.Find(pair.Key) is not null);
        return [.. Rank(bought, counts, now).Take(count)];
    }

    internal static IEnumerable<BuyAgainProduct> Rank(
        IEnumerable<KeyValuePair<ProductId, PurchaseRecord>> purchases, StoreCounts counts, DateTimeOffset now)
    {
        var bought = purchases.ToList();
        var (products, store) = counts.Intervals(bought.Select(pair => pair.Key));
        return bought
            .Zip(products, (pair, product) => (pair.Key, pair.Value, When: Repurchase.Of(pair.Value, product, store)))
            .Select(due => (Due: due, Score: due.When.ChanceWithin(Ahead, now - due.Value.LastAt)))
            .OrderByDescending(scored => scored.Score)
            .ThenBy(scored => scored.Due.Key.Value, StringComparer.Ordinal)
            .Select((scored, at) => new BuyAgainProduct(
                scored.Due.Key,
                at + 1,
                scored.Score,
                scored.Due.Value.Times,
                scored.Due.Value.LastAt,
                scored.Due.Value.LastAt + scored.Due.When.Typical));
    }
}
