using SmartRetail.Recommender.Features;

namespace SmartRetail.Recommender.LiveCounts;

/// <summary>How long customers take until they buy each product again, and the products of the store on the whole.</summary>
internal sealed class IntervalCounts
{
    private readonly Dictionary<int, IntervalStatistics> _products = [];

    public IntervalStatistics Store { get; private set; }

    public IntervalStatistics Of(int item) => _products.GetValueOrDefault(item);

    /// <param name="before">When the customer bought it before; null for the first time.</param>
    public void Add(int item, DateTimeOffset? before, DateTimeOffset at)
    {
        var logDays = before is { } last ? PurchaseInterval.LogDays(last, at) : null;
        if (before is not null && logDays is null)
        {
            // The same occasion.
            return;
        }

        _products[item] = Of(item).With(logDays);
        Store = Store.With(logDays);
    }
}
