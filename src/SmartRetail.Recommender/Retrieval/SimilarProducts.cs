using System.Numerics.Tensors;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.Recommender.Retrieval;

/// <summary>
/// The products most like one: by the mean of the embeddings' cosine and of what follows or goes with it. What the counts know
/// of is looked at in any case, so that of all others the best by their cosine will do.
/// </summary>
internal static class SimilarProducts
{
    /// <summary>Returns the cosines with all items; null where the model does not know the product.</summary>
    public static ModelScores? LikenessOf(ProductId product, StoreView store) =>
        store.Model?.FindItem(product) is { } item ? store.Model.FindLike(item) : null;

    /// <summary>Fetches what <see cref="Find"/> will need of other silos.</summary>
    public static ValueTask PrepareAsync(
        ModelScores likeness, StoreView store, ProductFilter filter, int count, CancellationToken cancellationToken) =>
        likeness.PrepareAsync(store.Items.FindEligible(filter), (2 * count) + 1, sharpness: null, cancellationToken);

    /// <summary>Returns what passes the filter, best first; nothing that is no more alike than unlike.</summary>
    public static IReadOnlyList<ScoredProduct> Find(
        ProductId product, StoreView store, ProductFilter filter, int count, ModelScores? likeness)
    {
        var best = new BestProducts(count, filter);
        var unseen = store.Items.FindEligible(filter);
        var model = store.Model;
        var counts = store.Counts.Weigh([product]);
        var popular = store.Items.Popular(store.Counts);
        var strongest = counts.Count == 0 ? 1 : TensorPrimitives.Max(counts.Shares);
        for (var at = 0; at < counts.Count; at++)
        {
            var number = counts.Numbers[at];
            var item = popular.ItemOf(number, counts);
            var score = counts.Shares[at] / (2 * strongest);
            if (item != PopularItems.NoItem)
            {
                if (!unseen.Remove(item))
                {
                    continue;
                }

                score += likeness is null ? 0 : likeness[item] / 2;
            }

            Offer(counts.NameOf(number), item, score);
        }

        // One more than asked for shows that nothing else is as much alike; where some do not pass the filter, more are read.
        var isEach = likeness is null;
        for (var depth = count + 1; !isEach; depth *= 2)
        {
            var found = likeness!.Find(unseen, depth);
            foreach (var (item, cosine) in found)
            {
                unseen.Remove(item);
                Offer(model!.GetProduct(item), item, cosine / 2);
            }

            isEach = found.Count < depth || found[^1].Score / 2 < Math.Max(best.Threshold, 0);
        }

        return best.Take();

        void Offer(ProductId other, int item, double score)
        {
            if (score > 0)
            {
                best.Offer(other, item, score);
            }
        }
    }
}
