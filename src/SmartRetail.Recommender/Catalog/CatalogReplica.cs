using System.Collections.Concurrent;
using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Stores;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.Recommender.Catalog;

/// <summary>
/// One silo's copy of a store's catalog and rules. A product read from it is as new as the last change applied; the search
/// index follows lazily and is never used to decide what may be shown.
/// </summary>
public sealed class CatalogReplica
{
    private readonly Lock _changes = new();
    private readonly ConcurrentDictionary<ProductId, CatalogEntry> _products = new();
    private readonly ChangedProducts _changed = new();
    private StoreRules _rules = StoreRules.None;
    private long _version;
    private CatalogIndex? _index;

    public long Version => Volatile.Read(ref _version);

    public int Count => _products.Count;

    /// <summary>The rules of the newest settings. Requests read them once; a change makes others.</summary>
    public StoreRules Rules => Volatile.Read(ref _rules);

    public Product? Find(ProductId product) => FindEntry(product)?.Product;

    /// <summary>All products as they are while they are read, in no order.</summary>
    public IEnumerable<Product> Products => _products.Values.Select(entry => entry.Product);

    /// <summary>Returns the products that were changed after the version; null where that is not known any more.</summary>
    internal IReadOnlyList<ProductId>? FindChanged(long version)
    {
        lock (_changes)
        {
            return _changed.FindAfter(version);
        }
    }

    internal CatalogEntry? FindEntry(ProductId product) => _products.GetValueOrDefault(product);

    /// <summary>Replaces everything, unless what is here is newer.</summary>
    public void Load(CatalogContent content)
    {
        var rules = StoreRules.Compile(content.Settings);
        lock (_changes)
        {
            if (content.Version < _version)
            {
                return;
            }

            var kept = content.Products.Select(product => product.Id).ToHashSet();
            foreach (var product in content.Products)
            {
                _products[product.Id] = new(product);
            }

            foreach (var gone in _products.Keys.Where(id => !kept.Contains(id)))
            {
                _products.TryRemove(gone, out _);
            }

            Volatile.Write(ref _rules, rules);
            _changed.Forget(content.Version);
            Volatile.Write(ref _version, content.Version);
        }
    }

    /// <summary>Applies what changed after a version that was here, unless what is here is as new.</summary>
    public void Update(CatalogChanges changes)
    {
        lock (_changes)
        {
            if (changes.Version <= _version)
            {
                return;
            }

            foreach (var product in changes.Put)
            {
                _products[product.Id] = new(product);
            }

            foreach (var product in changes.Removed)
            {
                _products.TryRemove(product, out _);
            }

            // Rules that are made anew have all products looked at again.
            if (changes.Settings.Version != _rules.Version)
            {
                Volatile.Write(ref _rules, StoreRules.Compile(changes.Settings));
            }

            _changed.Add(changes.Version, changes.Put.Select(product => product.Id).Concat(changes.Removed));
            Volatile.Write(ref _version, changes.Version);
        }
    }

    /// <summary>
    /// Applies the change that made <paramref name="version"/>; false when one before it is missing here, and the whole
    /// catalog must be loaded instead.
    /// </summary>
    /// <param name="settings">The settings that the change brought; null when they stay as they are.</param>
    public bool TryApply(
        long version,
        ImmutableArray<Product> put,
        ImmutableArray<ProductId> removed,
        SavedSettings? settings = null)
    {
        var rules = settings is null ? null : StoreRules.Compile(settings);
        lock (_changes)
        {
            if (version <= _version)
            {
                return true;
            }

            if (version != _version + 1)
            {
                return false;
            }

            foreach (var product in put)
            {
                _products[product.Id] = new(product);
            }

            foreach (var product in removed)
            {
                _products.TryRemove(product, out _);
            }

            _changed.Add(version, put.Select(product => product.Id).Concat(removed));
            if (rules is not null)
            {
                Volatile.Write(ref _rules, rules);
            }

            Volatile.Write(ref _version, version);
            return true;
        }
    }

    /// <summary>Whether anybody has asked for the index yet.</summary>
    internal bool IsIndexed => Volatile.Read(ref _index) is not null;

    /// <summary>Returns the index of the newest version; built by whoever asks first.</summary>
    public CatalogIndex Index
    {
        get
        {
            var index = Volatile.Read(ref _index);
            if (index is not null && index.Version == Version)
            {
                return index;
            }

            lock (_changes)
            {
                if (_index is null || _index.Version != _version)
                {
                    Volatile.Write(ref _index, CatalogIndex.Build(_version, _products.Values.Select(entry => entry.Product)));
                }

                return _index!;
            }
        }
    }
}
