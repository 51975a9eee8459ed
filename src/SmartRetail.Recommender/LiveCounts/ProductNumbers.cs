using System.Collections;
using SmartRetail.Contracts;

namespace SmartRetail.Recommender.LiveCounts;

/// <summary>
/// The products of a store by the numbers that they get as they come up, and keep. One at a time adds; <see cref="Names"/>, once
/// read, may be gone on with while others are added.
/// </summary>
internal sealed class ProductNumbers : IReadOnlyList<ProductId>
{
    private readonly Dictionary<ProductId, int> _numbers = [];
    private ProductId[] _names = new ProductId[16];

    public int Count => _numbers.Count;

    /// <summary>The names of all numbers so far, with room behind them.</summary>
    public ProductId[] Names => _names;

    public ProductId this[int index] => _names[index];

    public bool TryFind(ProductId product, out int number) => _numbers.TryGetValue(product, out number);

    /// <summary>Returns the product's number; <paramref name="isNew"/> when it has just got it.</summary>
    public int Number(ProductId product, out bool isNew)
    {
        isNew = !_numbers.TryGetValue(product, out var number);
        if (isNew)
        {
            number = _numbers.Count;
            if (number == _names.Length)
            {
                // A larger copy: whoever reads the smaller one goes on with it.
                Array.Resize(ref _names, 2 * number);
            }

            _names[number] = product;
            _numbers.Add(product, number);
        }

        return number;
    }

    public IEnumerator<ProductId> GetEnumerator() => _names.Take(Count).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
