using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.LiveCounts;
using SmartRetail.Recommender.Retrieval;

namespace SmartRetail.Recommender.Ranking;

/// <summary>
/// The chance of each product to be next, as a mixture of distributions: the softmax of the sequence model, normalised
/// counts, the customer's own products and popularity, with the shares that were learned with the model
/// (<see cref="ShareFit"/>). A product that one of them does not know still gets its share of the others.
/// </summary>
internal sealed class ProductScores
{
    // What is fetched of other silos is twice what is read at first: another round would cost more.
    private const int Spare = 2;

    // Where rules multiply scores, it is looked further down (ScoreAdjustment).
    private const int SpareForRules = 8;

    private readonly StoreItems _items;
    private readonly ModelScores? _network;
    private readonly double _logSum;
    private readonly ScoreShares _shares;
    private readonly PopularItems _popular;
    private readonly StoreCounts _counts;
    private readonly HistoryScores _history;
    private readonly Dictionary<ProductId, double> _raised = [];

    private ProductScores(ScoreParts parts, StoreView store)
    {
        (_items, _counts) = (store.Items, store.Counts);
        _network = parts.Network;
        _shares = parts.Share(_items.Model?.Shares ?? ScoreShares.Default);
        _logSum = _network?.LogSum(_shares.Sharpness) ?? 0;
        _popular = _items.Popular(_counts);
        _history = new(parts, _shares, _popular, store);
    }

    public bool HasNetwork => _network is not null;

    /// <summary>Whether the model did not answer in time.</summary>
    public bool LacksNetwork { get; private set; }

    /// <summary>Whether transitions or co-purchases of the history have a part in it.</summary>
    public bool HasCounts => _history.Count > 0;

    /// <summary>Scores each of the histories (oldest first) with one call of the model, by the shares that it has.</summary>
    public static IReadOnlyList<ProductScores> Of(IReadOnlyList<IReadOnlyList<ProductStep>> histories, StoreView store) =>
        [.. ScoreParts.Of(histories, store).Select(parts => Of(parts, store))];

    /// <summary>
    /// Scores one history as <see cref="Of"/> does, with a call of the model that it may share with others. What
    /// <see cref="Top"/> will need of other silos is fetched.
    /// </summary>
    /// <param name="filter">What is to be listed will pass it; null where single products are asked for.</param>
    public static async ValueTask<ProductScores> OfAsync(
        IReadOnlyList<ProductStep> history,
        StoreView store,
        ProductFilter? filter,
        int count,
        CancellationToken cancellationToken)
    {
        var parts = await ScoreParts.OfAsync(history, store, cancellationToken);
        if (parts.Network is { IsSpread: true } network)
        {
            var sharpness = store.Model!.Shares.Sharpness;
            await (filter is null
                ? network.PrepareAsync(new(store.Model.Items), 0, sharpness, cancellationToken)
                : network.PrepareAsync(
                    store.Items.FindEligible(filter),
                    (filter.Rules.AdjustsScores ? SpareForRules : Spare) * FirstDepth(count, filter),
                    sharpness,
                    cancellationToken));
        }

        return Of(parts, store);
    }

    /// <summary>Scores one history by the counts alone, while the model does not answer.</summary>
    public static ProductScores WithoutNetwork(IReadOnlyList<ProductStep> history, StoreView store)
    {
        var scores = Of(ScoreParts.WithoutNetwork(history, store), store);
        scores.LacksNetwork = true;
        return scores;
    }

    public double this[ProductId product] =>
        _raised.TryGetValue(product, out var score) ? score
        : ItemOf(product) is var item && item != PopularItems.NoItem ? ScoreOf(item, _history.OfItem(item))
        : ScoreOfOther(product);

    /// <summary>Gives a product that the model does not know a score, unless it has a higher one.</summary>
    public void Raise(ProductId product, double score)
    {
        if (score > this[product])
        {
            _raised[product] = score;
        }
    }

    /// <summary>
    /// Returns the best products that pass the filter, best first. Equal scores come in the order of the model's items, and
    /// products that the model does not know after those, by their ids.
    /// </summary>
    /// <remarks>
    /// The threshold algorithm of Fagin, Lotem and Naor (2003): the network's and popularity's lists are read from their heads
    /// until what neither has shown yet cannot score as much as the last product found. All that the history itself speaks for
    /// is looked at.
    /// </remarks>
    public IReadOnlyList<ScoredProduct> Top(int count, ProductFilter filter)
    {
        var best = new BestProducts(count, filter);
        var unseen = _items.FindEligible(filter);
        var offered = new OfferedNumbers(_popular.Numbers);
        OfferKnown(best, unseen, offered);
        var walk = new PopularWalk(_popular, unseen);
        var networkBound = 0.0;
        var isNetworkRead = _network is null;
        for (var depth = FirstDepth(count, filter); ; depth *= 2)
        {
            if (!isNetworkRead)
            {
                var found = _network!.Find(unseen, depth);
                foreach (var (item, _) in found)
                {
                    unseen.Remove(item);
                    OfferItem(item, known: 0, best);
                }

                isNetworkRead = found.Count < depth;
                networkBound = isNetworkRead ? 0 : ChanceOf(found[^1].Score);
            }

            for (var step = 0; step < depth && MayBeAmong(best, networkBound, walk.Bound) && walk.Next(); step++)
            {
                if (walk.Item == PopularItems.NoItem)
                {
                    if (offered.Add(walk.Number))
                    {
                        OfferNumber(walk.Scored.Product, walk.Number, known: 0, best);
                    }
                }
                else
                {
                    OfferItem(walk.Item, known: 0, best);
                }
            }

            if (!MayBeAmong(best, networkBound, walk.Bound) || (isNetworkRead && walk.IsAtEnd))
            {
                return best.Take();
            }
        }
    }

    private static ProductScores Of(ScoreParts parts, StoreView store)
    {
        var scores = new ProductScores(parts, store);
        store.Newcomers.AddTo(scores);
        return scores;
    }

    // Some more than are asked for: their scores must be below those of the last one listed.
    private static int FirstDepth(int count, ProductFilter filter) =>
        count + (count / 4) + 16 + (filter.Shown?.Count ?? 0);

    // Written with room for what rounding makes of sums.
    private bool MayBeAmong(BestProducts best, double networkBound, double popularBound) =>
        best.Threshold <= ((_shares.Network * networkBound) + (_shares.Popular * popularBound)) * (1 + 1e-9);

    /// <param name="offered">Gets the numbers of products that the model does not know.</param>
    private void OfferKnown(BestProducts best, ItemBitmap unseen, OfferedNumbers offered)
    {
        foreach (var ((product, score), number) in _raised.Zip(_counts.NumbersOf(_raised.Keys)))
        {
            best.Offer(product, PopularItems.NoItem, score);
            if (number >= 0)
            {
                offered.Add(number);
            }
        }

        for (var at = 0; at < _history.Count; at++)
        {
            var (item, number) = _history.At(at);
            if (item == PopularItems.NoItem)
            {
                if (offered.Add(number))
                {
                    OfferNumber(_history.NameOf(number), number, _history.ScoreOfNumber(number, at), best);
                }
            }
            else if (unseen.Remove(item))
            {
                // One that cannot be shown is passed over before anything is looked up of it.
                OfferItem(item, _history.ScoreOfItem(item, at), best);
            }
        }

        foreach (var (item, own) in _history.OwnItems)
        {
            if (unseen.Remove(item))
            {
                OfferItem(item, own, best);
            }
        }

        foreach (var (number, own) in _history.OwnNumbers)
        {
            if (offered.Add(number))
            {
                OfferNumber(own.Product, number, own.Score, best);
            }
        }

        foreach (var (product, own) in _history.OwnNames)
        {
            if (!_raised.ContainsKey(product))
            {
                best.Offer(product, PopularItems.NoItem, own);
            }
        }
    }

    private void OfferItem(int item, double known, BestProducts best) =>
        best.Offer(_items.Model!.GetProduct(item), item, ScoreOf(item, known));

    private void OfferNumber(ProductId product, int number, double known, BestProducts best) =>
        best.Offer(product, PopularItems.NoItem, known + PopularityOf(number));

    private int ItemOf(ProductId product) => _items.Model?.FindItem(product) ?? PopularItems.NoItem;

    private double PopularityOf(int number) => _shares.Popular * _popular.OfNumber(number);

    /// <param name="known">What the history itself gives it.</param>
    private double ScoreOf(int item, double known)
    {
        var score = known + (_shares.Popular * _popular.Of(item));
        return _network is null ? score : score + (_shares.Network * ChanceOf(_network[item]));
    }

    private double ScoreOfOther(ProductId product)
    {
        var (known, number) = _history.OfOther(product);
        return known + PopularityOf(number);
    }

    private double ChanceOf(float logit) => Math.Exp((_shares.Sharpness * logit) - _logSum);
}
