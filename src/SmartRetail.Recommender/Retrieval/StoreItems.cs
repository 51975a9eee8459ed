using System.Runtime.Intrinsics;
using SmartRetail.Contracts;
using SmartRetail.Recommender.Catalog;
using SmartRetail.Recommender.LiveCounts;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.Recommender.Retrieval;

/// <summary>
/// What a store's catalog and its popularity say of a model's items, so that no ranking looks all products up by their names.
/// Kept beside the model, it follows the catalog: a change costs a look at the products that it changed. Thread-safe.
/// </summary>
public sealed class StoreItems
{
    private const int NoCode = -1;

    private readonly CatalogReplica _catalog;
    private readonly StoreRules? _tried;
    private readonly Lock _updating = new();
    private readonly ItemBitmap _sellable;
    private readonly int[] _categories;
    private readonly int[] _brands;
    private readonly float[] _prices;
    private readonly Dictionary<string, int> _categoryCodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _brandCodes = new(StringComparer.Ordinal);
    private StoreRules? _rules;
    private long _version = -1;
    private PopularItems? _popular;

    /// <param name="tried">The rules to go by; null: those that the catalog has.</param>
    public StoreItems(CatalogReplica catalog, ISequenceModel? model, StoreRules? tried = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        (_catalog, _tried) = (catalog, tried);
        Model = model;
        var items = model?.Items ?? 0;
        _sellable = new(items);
        var padded = _sellable.Blocks.Length * ItemBitmap.BlockSize;
        (_categories, _brands, _prices) = (new int[padded], new int[padded], new float[padded]);
    }

    public ISequenceModel? Model { get; }

    /// <summary>Returns the popular products as this model's items; made once for each list.</summary>
    internal PopularItems Popular(StoreCounts counts)
    {
        var sorted = counts.PopularList();
        var popular = Volatile.Read(ref _popular);
        if (popular?.IsOf(sorted) != true)
        {
            popular = new(sorted, Model);
            Volatile.Write(ref _popular, popular);
        }

        return popular;
    }

    /// <summary>Returns how popular each of the products is: its share of all interest, 0 where there is none.</summary>
    public double[] PopularityOf(IReadOnlyCollection<ProductId> products, StoreCounts counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        var popular = Popular(counts);
        return Array.ConvertAll(counts.NumbersOf(products), popular.OfNumber);
    }

    /// <summary>
    /// Returns a set, the caller's own, with every item that passes the filter. It may have others, that only the filter
    /// itself tells: a rule that reads the request, a price that no float has, what pages before have shown.
    /// </summary>
    internal ItemBitmap FindEligible(ProductFilter filter)
    {
        Update();
        var eligible = new ItemBitmap(_sellable.Items);
        var blocks = eligible.OwnBlocks;
        _sellable.Blocks.CopyTo(blocks);
        KeepEqual(blocks, _categories, _categoryCodes, filter.Category);
        KeepEqual(blocks, _brands, _brandCodes, filter.Brand);
        KeepPrices(blocks, filter.MinPrice, filter.MaxPrice);
        Remove(eligible, filter.Exclude);
        Remove(eligible, filter.LeftOut.Keys);
        Remove(eligible, filter.Bought.Keys.Where(product => filter.Find(product) is null));
        return eligible;
    }

    private void Update()
    {
        var rules = _tried ?? _catalog.Rules;
        if (Volatile.Read(ref _version) == _catalog.Version && ReferenceEquals(_rules, rules))
        {
            return;
        }

        lock (_updating)
        {
            // Read first: what changes after it is looked at again.
            var version = _catalog.Version;
            rules = _tried ?? _catalog.Rules;
            if (ReferenceEquals(_rules, rules) && _catalog.FindChanged(_version) is { } changed)
            {
                foreach (var product in changed)
                {
                    if (Model?.FindItem(product) is { } item)
                    {
                        Put(item, rules);
                    }
                }
            }
            else
            {
                for (var item = 0; item < _sellable.Items; item++)
                {
                    Put(item, rules);
                }
            }

            _rules = rules;
            Volatile.Write(ref _version, version);
        }
    }

    private void Put(int item, StoreRules rules)
    {
        var entry = _catalog.FindEntry(Model!.GetProduct(item));
        if (entry is not { Product.IsBuyable: true } || entry.HiddenBy(rules) is not null)
        {
            _sellable.Remove(item);
            return;
        }

        _categories[item] = CodeOf(entry.Product.Category, _categoryCodes);
        _brands[item] = entry.Product.Brand is { } brand ? CodeOf(brand, _brandCodes) : NoCode;
        _prices[item] = (float)entry.Product.Price;
        _sellable.Add(item);
    }

    private static int CodeOf(string name, Dictionary<string, int> codes)
    {
        lock (codes)
        {
            if (!codes.TryGetValue(name, out var code))
            {
                codes[name] = code = codes.Count;
            }

            return code;
        }
    }

    private static void KeepEqual(Span<uint> blocks, int[] codes, Dictionary<string, int> known, string? name)
    {
        if (name is null)
        {
            return;
        }

        int code;
        lock (known)
        {
            code = known.GetValueOrDefault(name, NoCode);
        }

        if (code == NoCode)
        {
            blocks.Clear();
            return;
        }

        var wanted = Vector256.Create(code);
        for (var block = 0; block < blocks.Length; block++)
        {
            var equal = 0u;
            for (var at = 0; at < ItemBitmap.BlockSize; at += Vector256<int>.Count)
            {
                var values = Vector256.Create(codes, (block * ItemBitmap.BlockSize) + at);
                equal |= Vector256.Equals(values, wanted).ExtractMostSignificantBits() << at;
            }

            blocks[block] &= equal;
        }
    }

    // Rounding keeps the order of prices: none that is within the bounds falls out of them as a float.
    private void KeepPrices(Span<uint> blocks, decimal? min, decimal? max)
    {
        if (min is null && max is null)
        {
            return;
        }

        var lowest = Vector256.Create(min is { } least ? (float)least : float.NegativeInfinity);
        var highest = Vector256.Create(max is { } most ? (float)most : float.PositiveInfinity);
        for (var block = 0; block < blocks.Length; block++)
        {
            var within = 0u;
            for (var at = 0; at < ItemBitmap.BlockSize; at += Vector256<float>.Count)
            {
                var values = Vector256.Create(_prices, (block * ItemBitmap.BlockSize) + at);
                within |= (Vector256.GreaterThanOrEqual(values, lowest) & Vector256.LessThanOrEqual(values, highest))
                    .ExtractMostSignificantBits() << at;
            }

            blocks[block] &= within;
        }
    }

    private void Remove(ItemBitmap eligible, IEnumerable<ProductId> products)
    {
        if (Model is null)
        {
            return;
        }

        foreach (var product in products)
        {
            if (Model.FindItem(product) is { } item)
            {
                eligible.Remove(item);
            }
        }
    }
}
