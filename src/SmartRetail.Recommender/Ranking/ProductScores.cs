using System.Numerics.Tensors;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Sequences;

namespace SmartRetail.Recommender.Ranking;

/// <summary>
/// The chance of each product to be next, as a mixture of distributions: the softmax of the sequence model, the
/// normalised counts and popularity. A product that one of them does not know still gets its share of the others.
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

    /// <summary>Scores each of the histories (oldest first) with one call of the model.</summary>
    public static IReadOnlyList<ProductScores> Of(
        IReadOnlyList<IReadOnlyList<ProductStep>> histories, StoreView store, RankingOptions options)
    {
        var sequences = histories.Select(history => ToSequence(history, store.Model)).ToList();
        var encoded = sequences.Where(sequence => sequence.Length > 0).ToList();
        var logits = new float[encoded.Count * (store.Model?.Items ?? 0)];
        if (encoded.Count > 0)
        {
            store.Model!.Score(encoded, logits);
        }

        var popular = store.Counts.Popular();
        var scores = new List<ProductScores>(histories.Count);
        var row = 0;
        for (var at = 0; at < histories.Count; at++)
        {
            float[] network = [];
            if (sequences[at].Length > 0)
            {
                var items = store.Model!.Items;
                network = new float[items];
                TensorPrimitives.SoftMax(logits.AsSpan(row++ * items, items), network);
            }

            scores.Add(Mix(network, store, store.Counts.Score([.. histories[at].Select(step => step.Product)]), popular, options));
        }

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

    /// <summary>Returns the best products that pass the filter, best first.</summary>
    public IReadOnlyList<ScoredProduct> Top(int count, ProductFilter filter)
    {
        var best = new PriorityQueue<ProductId, double>(count + 1);
        for (var item = 0; item < _network.Length; item++)
        {
            // The part of the network alone decides whether the name needs looking up; what the others know of comes
            // in the second pass, with its whole score.
            var score = _networkShare * _network[item];
            if (IsBetter(score) && _model!.GetProduct(item) is var product && !_others.ContainsKey(product))
            {
                Offer(product, score);
            }
        }

        foreach (var product in _others.Keys)
        {
            var score = this[product];
            if (IsBetter(score))
            {
                Offer(product, score);
            }
        }

        var ranked = new List<ScoredProduct>(best.Count);
        while (best.TryDequeue(out var product, out var score))
        {
            ranked.Add(new(product, score));
        }

        ranked.Reverse();
        return ranked;

        bool IsBetter(double score) => best.Count < count || (best.TryPeek(out _, out var worst) && score > worst);

        void Offer(ProductId product, double score)
        {
            if (filter.Find(product) is not null)
            {
                best.Enqueue(product, score);
                if (best.Count > count)
                {
                    best.Dequeue();
                }
            }
        }
    }

    private static ProductScores Mix(
        float[] network,
        StoreView store,
        Dictionary<ProductId, double> counts,
        IReadOnlyList<ScoredProduct> popular,
        RankingOptions options)
    {
        var others = network.Length == 0 ? 1 : options.CountShare;
        var popularShare = others * (counts.Count == 0 ? 1 : options.PopularShare);
        var countShare = others - popularShare;
        var mixed = new Dictionary<ProductId, double>(counts.Count + popular.Count);
        foreach (var (product, score) in counts)
        {
            mixed[product] = countShare * score;
        }

        foreach (var (product, score) in popular)
        {
            mixed[product] = mixed.GetValueOrDefault(product) + (popularShare * score);
        }

        return new(store.Model, network, 1 - others, mixed) { HasCounts = counts.Count > 0 };
    }

    private static InteractionSequence ToSequence(IReadOnlyList<ProductStep> history, ISequenceModel? model)
    {
        var items = new List<int>(history.Count);
        var kinds = new List<byte>(history.Count);
        foreach (var step in history)
        {
            if (model?.FindItem(step.Product) is { } item)
            {
                items.Add(item);
                kinds.Add((byte)step.Kind);
            }
        }

        return new(items.ToArray(), kinds.ToArray(), default);
    }
}
