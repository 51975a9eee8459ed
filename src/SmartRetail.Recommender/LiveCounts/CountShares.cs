using SmartRetail.Contracts;

namespace SmartRetail.Recommender.LiveCounts;

/// <summary>
/// Products that go with a history, each with its share of the whole; the shares add up to 1 where there are any. By number: every
/// ranking goes through some thousand of them, and needs the names of a few.
/// </summary>
public sealed class CountShares
{
    private readonly ProductId[] _names;
    private readonly int[] _numbers;
    private readonly double[] _shares;

    internal CountShares(ProductId[] names, int[] numbers, double[] shares) =>
        (_names, _numbers, _shares) = (names, numbers, shares);

    public int Count => _numbers.Length;

    /// <summary>The numbers that the store's counts give the products.</summary>
    internal ReadOnlySpan<int> Numbers => _numbers;

    /// <summary>The share of each of <see cref="Numbers"/>.</summary>
    internal ReadOnlySpan<double> Shares => _shares;

    internal ProductId NameOf(int number) => _names[number];

    /// <summary>The shares by name.</summary>
    public Dictionary<ProductId, double> ToDictionary()
    {
        var shares = new Dictionary<ProductId, double>(_numbers.Length);
        for (var at = 0; at < _numbers.Length; at++)
        {
            shares.Add(_names[_numbers[at]], _shares[at]);
        }

        return shares;
    }
}
