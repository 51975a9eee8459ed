using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.Recommender.LiveCounts;

/// <summary>Decayed interest per product, and the list of all of them, strongest first, as of a moment ago.</summary>
internal sealed class PopularProducts(LiveCountOptions options)
{
    private readonly List<Interest> _interest = [];
    private long _newest;

    public void Add(int item, double weight, DateTimeOffset at)
    {
        while (_interest.Count <= item)
        {
            _interest.Add(default);
        }

        var before = _interest[item];
        var ticks = at.UtcTicks;
        var newest = Math.Max(before.Ticks, ticks);
        _interest[item] = new(
            (before.Weight * Decay(newest - before.Ticks)) + (weight * Decay(newest - ticks)), newest);
        _newest = Math.Max(_newest, ticks);
    }

    /// <summary>Returns shares of all interest, strongest first, leaving out products nobody cares for.</summary>
    public ImmutableArray<ScoredProduct> Sort(IReadOnlyList<ProductId> products)
    {
        var weights = _interest.Select(interest => interest.Weight * Decay(_newest - interest.Ticks)).ToArray();
        var total = weights.Where(weight => weight > 0).Sum();
        return
        [
            .. weights
                .Select((weight, item) => new ScoredProduct(products[item], weight / total))
                .Where(scored => scored.Score > 0)
                .OrderByDescending(scored => scored.Score)
                .ThenBy(scored => scored.Product.Value, StringComparer.Ordinal),
        ];
    }

    private double Decay(long ticks) => Math.Pow(2, -(double)ticks / options.PopularityHalfLife.Ticks);

    private readonly record struct Interest(double Weight, long Ticks);
}
