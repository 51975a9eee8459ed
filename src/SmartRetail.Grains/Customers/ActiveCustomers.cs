using System.Collections.Concurrent;
using SmartRetail.Contracts;

namespace SmartRetail.Grains.Customers;

/// <summary>The customer grains active in this silo.</summary>
internal sealed class ActiveCustomers
{
    private readonly ConcurrentDictionary<string, int> _keys = new(StringComparer.Ordinal);

    public int Count => _keys.Count;

    public void Add(string key) => _keys.AddOrUpdate(key, 1, (_, activations) => activations + 1);

    public void Remove(string key)
    {
        // Two activations of one key can overlap for a moment: the first to go must not hide the other.
        if (_keys.AddOrUpdate(key, 0, (_, activations) => activations - 1) <= 0)
        {
            _keys.TryRemove(KeyValuePair.Create(key, 0));
        }
    }

    public bool Contains(StoreId store, CustomerId customer) =>
        _keys.ContainsKey(RetailGrains.CustomerKey(store, customer));
}
