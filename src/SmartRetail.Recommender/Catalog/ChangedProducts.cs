using SmartRetail.Contracts;

namespace SmartRetail.Recommender.Catalog;

/// <summary>Which products the newest changes of a catalog changed, for whoever keeps something of each product.</summary>
internal sealed class ChangedProducts
{
    // Who is further behind looks at all products.
    private const int MaxProducts = 10_000;

    private readonly Queue<(long Version, ProductId Product)> _products = new();
    private long _knownAfter;

    /// <summary>From now on only what comes after the version is known.</summary>
    public void Forget(long version)
    {
        _products.Clear();
        _knownAfter = version;
    }

    public void Add(long version, IEnumerable<ProductId> products)
    {
        foreach (var product in products)
        {
            _products.Enqueue((version, product));
        }

        while (_products.Count > MaxProducts)
        {
            _knownAfter = _products.Dequeue().Version;
        }
    }

    /// <summary>Returns the products changed after the version; null where that is not known.</summary>
    public IReadOnlyList<ProductId>? FindAfter(long version) => version < _knownAfter
        ? null
        : [.. _products.SkipWhile(changed => changed.Version <= version).Select(changed => changed.Product)];
}
