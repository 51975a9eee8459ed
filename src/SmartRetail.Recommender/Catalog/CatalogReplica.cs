using System.Collections.Concurrent;
using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;

namespace SmartRetail.Recommender.Catalog;

/// <summary>
/// One silo's copy of a store's catalog. A product read from it is as new as the last change applied; the search
/// index follows lazily and is never used to decide what may be shown.
/// </summary>
public sealed class CatalogReplica
{
    private readonly Lock _changes = new();
    private readonly ConcurrentDictionary<ProductId, Product> _products = new();
    private long _version;
    private CatalogIndex? _index;

    public long Version => Volatile.Read(ref _version);

    public int Count => _products.Count;

    public Product? Find(ProductId product) => _products.GetValueOrDefault(product);

    /// <summary>Replaces everything, unless what is here is newer.</summary>
    public void Load(CatalogContent content)
    {
        lock (_changes)
        {
            if (content.Version < _version)
            {
                return;
            }

            var kept = content.Products.Select(product => product.Id).ToHashSet();
            foreach (var product in content.Products)
            {
                _products[product.Id] = product;
            }

            foreach (var gone in _products.Keys.Where(id => !kept.Contains(id)))
            {
                _products.TryRemove(gone, out _);
            }

            Volatile.Write(ref _version, content.Version);
        }
    }

    /// <summary>
    /// Applies the change that made <paramref name="version"/>; false when one before it is missing here, and the whole
    /// catalog must be loaded instead.
    /// </summary>
    public bool TryApply(long version, ImmutableArray<Product> put, ImmutableArray<ProductId> removed)
    {
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
                _products[product.Id] = product;
            }

            foreach (var product in removed)
            {
                _products.TryRemove(product, out _);
            }

            Volatile.Write(ref _version, version);
            return true;
        }
    }

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
                    Volatile.Write(ref _index, CatalogIndex.Build(_version, _products.Values));
                }

                return _index!;
            }
        }
    }
}
