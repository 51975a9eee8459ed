using System.Numerics.Tensors;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Ranking;
using SmartRetail.Recommender.Sequences;

namespace SmartRetail.Benchmarks.TopK;

/// <summary>
/// A ranking as it is without an index: every product is scored, every popular one is looked up by its name, and the filter
/// decides of each product that would be among the best.
/// </summary>
internal static class PlainRanking
{
    /// <summary>Returns the best products after one look at a product.</summary>
    public static List<ScoredProduct> Rank(ProductId seen, StoreView store, ProductFilter filter, int count)
    {
        var (model, shares) = (store.Model!, ScoreShares.Default);
        var logits = new float[model.Items];
        var network = new float[model.Items];
        model.Score([InteractionSequence.Of(model.FindItem(seen)!.Value)], logits);
        TensorPrimitives.SoftMax<float>(logits, network);
        var others = store.Counts.Score([seen]);
        foreach (var product in others.Keys)
        {
            others[product] *= shares.Counts;
        }

        foreach (var (product, score) in store.Counts.Popular())
        {
            others[product] = others.GetValueOrDefault(product) + (shares.Popular * score);
        }

        return Best(model, network, shares.Network, others, filter, count);
    }

    /// <summary>Returns the products most like one.</summary>
    public static List<ScoredProduct> FindSimilar(ProductId product, StoreView store, ProductFilter filter, int count)
    {
        var model = store.Model!;
        var cosines = new float[model.Items];
        model.ScoreSimilar(model.FindItem(product)!.Value, cosines);
        var scores = store.Counts.Score([product]);
        var strongest = scores.Values.Max();
        foreach (var other in scores.Keys)
        {
            scores[other] /= 2 * strongest;
        }

        for (var item = 0; item < cosines.Length; item++)
        {
            var id = model.GetProduct(item);
            scores[id] = scores.GetValueOrDefault(id) + (cosines[item] / 2);
        }

        return
        [
            .. scores.Where(pair => pair.Value > 0 && filter.Find(pair.Key) is not null)
                .OrderByDescending(pair => pair.Value)
                .Take(count)
                .Select(pair => new ScoredProduct(pair.Key, pair.Value)),
        ];
    }

    private static List<ScoredProduct> Best(
        ISequenceModel model,
        float[] network,
        double share,
        Dictionary<ProductId, double> others,
        ProductFilter filter,
        int count)
    {
        var best = new PriorityQueue<ProductId, double>(count + 1);
        var threshold = double.NegativeInfinity;
        for (var item = 0; item < network.Length; item++)
        {
            if (share * network[item] > threshold && model.GetProduct(item) is var product && !others.ContainsKey(product))
            {
                Offer(product, share * network[item]);
            }
        }

        foreach (var (product, score) in others)
        {
            Offer(product, score + (model.FindItem(product) is { } item ? share * network[item] : 0));
        }

        var ranked = new List<ScoredProduct>(best.Count);
        while (best.TryDequeue(out var product, out var score))
        {
            ranked.Add(new(product, score));
        }

        ranked.Reverse();
        return ranked;

        void Offer(ProductId product, double score)
        {
            if (score <= threshold || filter.Find(product) is null)
            {
                return;
            }

            best.Enqueue(product, score);
            if (best.Count > count)
            {
                best.Dequeue();
            }

            if (best.Count == count && best.TryPeek(out _, out var last))
            {
                threshold = last;
            }
        }
    }
}
