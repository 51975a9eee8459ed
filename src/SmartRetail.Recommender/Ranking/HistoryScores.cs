using SmartRetail.Contracts;
using SmartRetail.Recommender.LiveCounts;
using SmartRetail.Recommender.Retrieval;

namespace SmartRetail.Recommender.Ranking;

/// <summary>
/// What a history itself speaks for: the counts of what goes with it, and the customer's own products, by their shares. The counts
/// are left as they are, since every ranking goes through some thousand of them.
/// </summary>
internal sealed class HistoryScores
{
    private readonly StoreCounts _store;
    private readonly PopularItems _popular;
    private readonly CountShares _counts;
    private readonly double _share;

    // Few: by the model's items, those that it does not know by the counts' numbers, and by name where nobody has counted them.
    private readonly Dictionary<int, double> _ownItems = [];
    private readonly Dictionary<int, (ProductId Product, double Score)> _ownNumbers = [];
    private readonly Dictionary<ProductId, double> _ownNames = [];
    private Dictionary<int, double>? _items;
    private Dictionary<int, double>? _numbers;

    public HistoryScores(ScoreParts parts, ScoreShares shares, PopularItems popular, StoreView store)
    {
        (_store, _popular, _counts, _share) = (store.Counts, popular, parts.Counts, shares.Counts);
        foreach (var ((product, share), number) in parts.Own.Zip(_store.NumbersOf(parts.Own.Keys)))
        {
            var own = shares.Own * share;
            if (store.Items.Model?.FindItem(product) is { } item)
            {
                _ownItems[item] = own;
            }
            else if (number >= 0)
            {
                _ownNumbers[number] = (product, own);
            }
            else
            {
                _ownNames[product] = own;
            }
        }
    }

    /// <summary>The customer's own items.</summary>
    public IReadOnlyDictionary<int, double> OwnItems => _ownItems;

    /// <summary>The customer's own products that the model does not know, by number.</summary>
    public IReadOnlyDictionary<int, (ProductId Product, double Score)> OwnNumbers => _ownNumbers;

    /// <summary>The customer's own products that neither the model nor the counts knew.</summary>
    public IReadOnlyDictionary<ProductId, double> OwnNames => _ownNames;

    /// <summary>How many products the counts name.</summary>
    public int Count => _counts.Count;

    // Made where single products are asked for.
    private Dictionary<int, double> Items => _items ??= Collect(ofItems: true, new(_ownItems));

    private Dictionary<int, double> Numbers =>
        _numbers ??= Collect(ofItems: false, _ownNumbers.ToDictionary(own => own.Key, own => own.Value.Score));

    /// <summary>Returns one of the products that the counts name, with its score here.</summary>
    /// <param name="at">From 0 to <see cref="Count"/>.</param>
    /// <returns>The item is <see cref="PopularItems.NoItem"/> where the model does not know the product.</returns>
    public (int Item, int Number) At(int at) => (_popular.ItemOf(_counts.Numbers[at], _counts), _counts.Numbers[at]);

    /// <summary>Returns the score here of the item that is at a place.</summary>
    public double ScoreOfItem(int item, int at) => WithOwn(_ownItems.TryGetValue(item, out var own) ? own : 0, at);

    /// <summary>Returns the score here of the product that is at a place and that the model does not know.</summary>
    public double ScoreOfNumber(int number, int at) =>
        WithOwn(_ownNumbers.TryGetValue(number, out var own) ? own.Score : 0, at);

    public ProductId NameOf(int number) => _counts.NameOf(number);

    /// <summary>Returns an item's score here.</summary>
    public double OfItem(int item) => Items.GetValueOrDefault(item);

    /// <summary>Returns the score here of a product that the model does not know, with its number or -1.</summary>
    public (double Score, int Number) OfOther(ProductId product)
    {
        // Counted by nobody when its own score was made, and perhaps by now.
        var own = _ownNames.GetValueOrDefault(product);
        var number = _store.NumbersOf([product])[0];
        return (number < 0 ? own : own + Numbers.GetValueOrDefault(number), number);
    }

    private double WithOwn(double own, int at) => (_share * _counts.Shares[at]) + own;

    private Dictionary<int, double> Collect(bool ofItems, Dictionary<int, double> scores)
    {
        for (var at = 0; at < _counts.Count; at++)
        {
            var (item, number) = At(at);
            if (item != PopularItems.NoItem == ofItems)
            {
                scores[ofItems ? item : number] = ofItems ? ScoreOfItem(item, at) : ScoreOfNumber(number, at);
            }
        }

        return scores;
    }
}
