using System.Collections.Immutable;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.LiveCounts;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.Recommender.Retrieval;

/// <summary>
/// A store's popular products as a model's items and as the counts' numbers, so that rankings look none of them up by name.
/// </summary>
internal sealed class PopularItems
{
    /// <summary>The item of a product that the model does not know.</summary>
    public const int NoItem = -1;

    // What is counted and not popular: liked once, disliked since.
    private const int Unknown = -2;

    private readonly SortedProducts _sorted;
    private readonly ISequenceModel? _model;
    private readonly double[] _byItem;
    private readonly int[] _itemByNumber;
    private readonly double[] _byNumber;

    public PopularItems(SortedProducts sorted, ISequenceModel? model)
    {
        (_sorted, _model) = (sorted, model);
        Items = new int[sorted.Products.Length];
        _byItem = new double[model?.Items ?? 0];
        Numbers = sorted.Numbers.IsEmpty ? 0 : sorted.Numbers.Max() + 1;
        _byNumber = new double[Numbers];
        _itemByNumber = new int[Numbers];
        Array.Fill(_itemByNumber, Unknown);
        for (var at = 0; at < Items.Length; at++)
        {
            var scored = sorted.Products[at];
            Items[at] = model?.FindItem(scored.Product) ?? NoItem;
            (_itemByNumber[sorted.Numbers[at]], _byNumber[sorted.Numbers[at]]) = (Items[at], scored.Score);
            if (Items[at] != NoItem)
            {
                _byItem[Items[at]] = scored.Score;
            }
        }
    }

    /// <summary>The most popular first.</summary>
    public ImmutableArray<ScoredProduct> Products => _sorted.Products;

    /// <summary>The item of each of the products.</summary>
    public int[] Items { get; }

    /// <summary>No product here has this number or one above it.</summary>
    public int Numbers { get; }

    /// <summary>Whether the two are of one list.</summary>
    public bool IsOf(SortedProducts sorted) => ReferenceEquals(_sorted, sorted);

    /// <summary>The number of the product at a place.</summary>
    public int NumberAt(int place) => _sorted.Numbers[place];

    public double Of(int item) => _byItem[item];

    /// <summary>Returns the popularity of a product by its number.</summary>
    public double OfNumber(int number) => (uint)number < (uint)_byNumber.Length ? _byNumber[number] : 0;

    /// <summary>Returns the model's item of a product that was counted.</summary>
    public int ItemOf(int number, CountShares counts) =>
        number < _itemByNumber.Length && _itemByNumber[number] is var item && item != Unknown ? item
        : _model?.FindItem(counts.NameOf(number)) ?? NoItem;
}
