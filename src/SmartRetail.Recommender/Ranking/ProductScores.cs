using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.Recommender.Ranking;

/// <summary>
/// The chance of each product to be next, as a mixture of distributions: the softmax of the sequence model, normalised
/// counts, the customer's own products and popularity, with the shares that were learned with the model
/// (<see cref="ShareFit"/>). A product that one of them does not know still gets its share of the others.
/// </summary>
internal sealed class ProductScores
{
    private readonly ISequenceModel? _model;
    private readonly float[] _network;
    private readonly double _networkShare;
    private readonly Dictionary<ProductId, double> _others;

    private ProductScores(
        ISequenceModel? model, float[] network, double networkShare, Dictionary<ProductId, double> others)
    {
        _model = model;
        _network = network;
        _networkShare = networkShare;
        _others = others;
    }

    public bool HasNetwork => _network.Length > 0;

    /// <summary>Whether transitions or co-purchases of the history have a part in it.</summary>
    public required bool HasCounts { get; init; }

    /// <summary>Scores each of the histories (oldest first) with one call of the model, by the shares that it has.</summary>
    public static IReadOnlyList<ProductScores> Of(IReadOnlyList<IReadOnlyList<ProductStep>> histories, StoreView store)
    {
        var popular = store.Counts.Popular();
        var scores = ScoreParts.Of(histories, store).Select(parts => Mix(parts, store.Model, popular)).ToList();
        scores.ForEach(store.Newcomers.AddTo);
        return scores;
    }

    /// <summary>Scores one history as <see cref="Of"/> does, with a call of the model that it may share with others.</summary>
    public static async ValueTask<ProductScores> OfAsync(
        IReadOnlyList<ProductStep> history, StoreView store, CancellationToken cancellationToken)
    {
        var parts = await ScoreParts.OfAsync(history, store, cancellationToken);
        var scores = Mix(parts, store.Model, store.Counts.Popular());
        store.Newcomers.AddTo(scores);
        return scores;
    }

    public double this[ProductId product]
    {
        get
        {
            var score = _others.GetValueOrDefault(product);
            return HasNetwork && _model!.FindItem(product) is { } item
                ? score + (_networkShare * _network[item])
                : score;
        }
    }

    /// <summary>Gives a product that the model does not know a score, unless it has a higher one.</summary>
    public void Raise(ProductId product, double score)
    {
        if (score > _others.GetValueOrDefault(product))
        {
            _others[product] = score;
        }
    }

    /// <summary>
    /// Returns the best products that pass the filter, best first. Equal scores come in the order of the model's items, and
    /// products that the model does not know after those, by their ids.
    /// </summary>
    public IReadOnlyList<ScoredProduct> Top(int count, ProductFilter filter)
    {
        var best = new PriorityQueue<ProductId, Place>(count + 1);
        var threshold = double.NegativeInfinity;
        for (var item = 0; item < _network.Length; item++)
        {
            // The part of the network alone decides whether the name needs looking up; what the others know of comes
            // in the second pass, with its whole score. Items come in their order: an equal score comes too late.
            var score = _networkShare * _network[item];
            if (score > threshold && _model!.GetProduct(item) is var product && !_others.ContainsKey(product))
            {
                Offer(product, new(score, item, product.Value));
            }
        }

        foreach (var product in _others.Keys)
        {
            var score = this[product];
            if (score >= threshold)
            {
                Offer(product, new(score, _model?.FindItem(product) ?? int.MaxValue, product.Value));
            }
        }

        var ranked = new List<ScoredProduct>(best.Count);
        while (best.TryDequeue(out var product, out var place))
        {
            ranked.Add(new(product, place.Score));
        }

        ranked.Reverse();
        return ranked;

        void Offer(ProductId product, Place place)
        {
            if (filter.Find(product) is null)
            {
                return;
            }

            best.Enqueue(product, place);
            if (best.Count > count)
            {
                best.Dequeue();
            }

            if (best.Count == count && best.TryPeek(out _, out var last))
            {
                threshold = last.Score;
            }
        }
    }

    private static ProductScores Mix(ScoreParts parts, ISequenceModel? model, IReadOnlyList<ScoredProduct> popular)
    {
        var shares = parts.Share(model?.Shares ?? ScoreShares.Default);
        var mixed = new Dictionary<ProductId, double>(parts.Counts.Count + popular.Count);
        foreach (var (product, score) in parts.Counts)
        {
            mixed[product] = shares.Counts * score;
        }

        foreach (var (product, score) in parts.Own)
        {
            mixed[product] = mixed.GetValueOrDefault(product) + (shares.Own * score);
        }

        foreach (var (product, score) in popular)
        {
            mixed[product] = mixed.GetValueOrDefault(product) + (shares.Popular * score);
        }

        return new(model, parts.Network, shares.Network, mixed) { HasCounts = parts.Counts.Count > 0 };
    }

    /// <summary>Where a product comes in a ranking; the last is the least.</summary>
    private readonly record struct Place(double Score, int Item, string Id) : IComparable<Place>
    {
        public int CompareTo(Place other)
        {
            var order = Score.CompareTo(other.Score);
            order = order == 0 ? other.Item.CompareTo(Item) : order;
            return order == 0 ? string.CompareOrdinal(other.Id, Id) : order;
        }
    }
}
