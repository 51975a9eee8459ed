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
    private readonly KeptIndex _index;
    private readonly Lock _changes = new();
    private readonly ConcurrentDictionary<ProductId, CatalogEntry> _products = new();
    private readonly ChangedProducts _changed = new();
    private StoreRules _rules = StoreRules.None;
    private long _version;

    // The version that last changed what the index is made of.
    private long _indexed;

    public CatalogReplica() => _index = new(BuildIndex, TimeProvider.System, build => Task.Run(build));

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
            Volatile.Write(ref _indexed, content.Version);
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

            Change(changes.Version, changes.Put, changes.Removed);

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

            Change(version, put, removed);
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
    internal bool IsIndexed => _index.IsMade;

    /// <summary>The index of the newest version, or of one shortly before where the catalog is large.</summary>
    public CatalogIndex Index => _index.Read(Volatile.Read(ref _indexed));

    private void Change(long version, IReadOnlyList<Product> put, IReadOnlyList<ProductId> removed)
    {
        var isIndexChanged = false;
        foreach (var product in put)
        {
            isIndexChanged |= Find(product.Id) is not { } before || !CatalogIndex.IsSame(before, product);
            _products[product.Id] = new(product);
        }

        foreach (var product in removed)
        {
            isIndexChanged |= _products.TryRemove(product, out _);
        }

        if (isIndexChanged)
        {
            Volatile.Write(ref _indexed, version);
        }
    }

    // Without the lock, which changes wait for: what comes meanwhile may be in it, and is of a newer version.
    private CatalogIndex BuildIndex() => CatalogIndex.Build(Version, _products.Select(pair => pair.Value.Product));
}
