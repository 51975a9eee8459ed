using System.Collections.Concurrent;

namespace SmartRetail.Grains.Customers;

/// <summary>
/// Keys, each as often as it was added: two activations of one grain can overlap for a moment, and the first to go must not
/// hide the other.
/// </summary>
internal sealed class KeyCounts
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    public int Count => _counts.Count;

    public void Add(string key) => _counts.AddOrUpdate(key, 1, (_, count) => count + 1);

    public void Remove(string key)
    {
        if (_counts.AddOrUpdate(key, 0, (_, count) => count - 1) <= 0)
        {
            _counts.TryRemove(KeyValuePair.Create(key, 0));
        }
    }

    public bool Contains(string key) => _counts.ContainsKey(key);
}
