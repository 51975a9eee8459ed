using SmartRetail.Contracts;

namespace SmartRetail.Grains.Customers;

/// <summary>The customer grains active in this silo, and the anonymous customers merged into one of them.</summary>
internal sealed class ActiveCustomers
{
    private readonly KeyCounts _active = new();
    private readonly KeyCounts _awaited = new();

    public int Count => _active.Count;

    public void Add(string key) => _active.Add(key);

    public void Remove(string key) => _active.Remove(key);

    /// <summary>From now on an import for one of these is told to its grain, active or not: a grain here waits for it.</summary>
    public void Await(IEnumerable<string> keys)
    {
        foreach (var key in keys)
        {
            _awaited.Add(key);
        }
    }

    public void AwaitNoMore(IEnumerable<string> keys)
    {
        foreach (var key in keys)
        {
            _awaited.Remove(key);
        }
    }

    /// <summary>Whether somebody here must know what is imported for the customer.</summary>
    public bool Contains(StoreId store, CustomerId customer)
    {
        var key = RetailGrains.CustomerKey(store, customer);
        return _active.Contains(key) || _awaited.Contains(key);
    }
}
