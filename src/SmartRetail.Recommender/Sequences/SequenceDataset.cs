using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using SmartRetail.Contracts;

namespace SmartRetail.Recommender.Sequences;

/// <summary>
/// The item sequences of many customers, oldest item first, one behind the other in one array. With times, each item
/// has one, in milliseconds since 1970; with kinds, each has the number of its interaction's kind.
/// </summary>
public sealed class SequenceDataset
{
    private readonly int[] _items;
    private readonly int[] _offsets;
    private readonly long[]? _times;
    private readonly byte[]? _kinds;

    /// <param name="offsets">Where each customer's items begin, and at its end the number of all items.</param>
    public SequenceDataset(
        ItemVocabulary vocabulary, int[] items, int[] offsets, long[]? times = null, byte[]? kinds = null)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(offsets);
        if (offsets.Length == 0 || offsets[0] != 0 || offsets[^1] != items.Length)
        {
            throw new ArgumentException("must begin with 0 and end with the number of items", nameof(offsets));
        }

        if (times is not null && times.Length != items.Length)
        {
            throw new ArgumentException($"has {times.Length} times for {items.Length} items", nameof(times));
        }

        if (kinds is not null && kinds.Length != items.Length)
        {
            throw new ArgumentException($"has {kinds.Length} kinds for {items.Length} items", nameof(kinds));
        }

        Vocabulary = vocabulary;
        _items = items;
        _offsets = offsets;
        _times = times;
        _kinds = kinds;
    }

    public ItemVocabulary Vocabulary { get; }

    public int Customers => _offsets.Length - 1;

    public int Interactions => _items.Length;

    public bool HasTimes => _times is not null;

    public bool HasKinds => _kinds is not null;

    /// <summary>A customer's items, oldest first.</summary>
    public ReadOnlyMemory<int> ItemsOf(int customer) =>
        _items.AsMemory(_offsets[customer], _offsets[customer + 1] - _offsets[customer]);

    /// <summary>The times of a customer's items; empty without times.</summary>
    public ReadOnlyMemory<long> TimesOf(int customer) => Of(_times, customer);

    /// <summary>The kinds of a customer's items; empty without kinds.</summary>
    public ReadOnlyMemory<byte> KindsOf(int customer) => Of(_kinds, customer);

    /// <summary>A customer's interactions, oldest first, with the times and kinds that are known.</summary>
    public InteractionSequence SequenceOf(int customer) => new(ItemsOf(customer), KindsOf(customer), TimesOf(customer));

    /// <summary>
    /// Returns the same sequences over a vocabulary that has these products too, behind the others: products that nobody
    /// has acted on yet.
    /// </summary>
    public SequenceDataset WithProducts(IEnumerable<ProductId> products)
    {
        ArgumentNullException.ThrowIfNull(products);
        var added = products.Where(product => !Vocabulary.TryGetItem(product, out _)).Distinct();
        return new(new ItemVocabulary(Vocabulary.Products.Concat(added)), _items, _offsets, _times, _kinds);
    }

    /// <summary>
    /// Returns the same sequences over another vocabulary, without what it does not have or is not kept, and without
    /// customers who have fewer than two interactions left.
    /// </summary>
    public SequenceDataset Over(ItemVocabulary vocabulary, Predicate<int> isKept)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentNullException.ThrowIfNull(isKept);
        var numbers = Vocabulary.Products
            .Select(product => vocabulary.TryGetItem(product, out var item) && isKept(item) ? item : -1).ToArray();
        var kept = new List<int>(_items.Length);
        var offsets = new List<int> { 0 };
        for (var customer = 0; customer < Customers; customer++)
        {
            for (var at = _offsets[customer]; at < _offsets[customer + 1]; at++)
            {
                if (numbers[_items[at]] >= 0)
                {
                    kept.Add(at);
                }
            }

            if (kept.Count - offsets[^1] < 2)
            {
                kept.RemoveRange(offsets[^1], kept.Count - offsets[^1]);
            }
            else
            {
                offsets.Add(kept.Count);
            }
        }

        return new(
            vocabulary,
            [.. kept.Select(at => numbers[_items[at]])],
            [.. offsets],
            _times is null ? null : [.. kept.Select(at => _times[at])],
            _kinds is null ? null : [.. kept.Select(at => _kinds[at])]);
    }

    /// <summary>How often each item occurs.</summary>
    public int[] CountItems()
    {
        var counts = new int[Vocabulary.Count];
        foreach (var item in _items)
        {
            counts[item]++;
        }

        return counts;
    }

    /// <summary>SHA-256, in hex, over products, sequences, bounds, times and kinds: equal data, equal fingerprint.</summary>
    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var product in Vocabulary.Products)
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $"{product.Value.Length}:{product.Value}")));
        }

        hash.AppendData(MemoryMarshal.AsBytes(_offsets.AsSpan()));
        hash.AppendData(MemoryMarshal.AsBytes(_items.AsSpan()));
        hash.AppendData(MemoryMarshal.AsBytes(_times.AsSpan()));
        hash.AppendData(_kinds.AsSpan());
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private ReadOnlyMemory<T> Of<T>(T[]? values, int customer) => values is null
        ? default(ReadOnlyMemory<T>)
        : values.AsMemory(_offsets[customer], _offsets[customer + 1] - _offsets[customer]);
}
