using System.Collections.Concurrent;

namespace SmartRetail.LoadTests.Ledgers;

/// <summary>Since when products cannot be bought, as far as the store has acknowledged it.</summary>
internal sealed class StockWatch
{
    private readonly ConcurrentDictionary<string, TimeSpan> _soldOut = new(StringComparer.Ordinal);

    /// <summary>Changes of stock that were acknowledged.</summary>
    public int Changes { get; private set; }

    /// <summary>The store has acknowledged that nobody can buy it.</summary>
    public void SoldOut(string product, TimeSpan at)
    {
        _soldOut[product] = at;
        Changes++;
    }

    /// <summary>It is about to be on sale again: from now on lists may show it.</summary>
    public void Return(string product) => _soldOut.TryRemove(product, out _);

    /// <summary>Returns a product that a list shows although it was sold out before the list was asked for; null for none.</summary>
    public string? FindWrong(IReadOnlyList<string> products, TimeSpan askedAt)
    {
        if (_soldOut.IsEmpty)
        {
            return null;
        }

        foreach (var product in products)
        {
            if (_soldOut.TryGetValue(product, out var since) && since < askedAt)
            {
                return product;
            }
        }

        return null;
    }
}
