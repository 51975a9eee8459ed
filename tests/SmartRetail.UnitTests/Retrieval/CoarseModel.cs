using SmartRetail.Contracts;
using SmartRetail.Recommender.Ranking;
using SmartRetail.Recommender.Sequences;

namespace SmartRetail.UnitTests.Retrieval;

/// <summary>Scores items by chance, with few values.</summary>
internal sealed class CoarseModel(int items, int seed) : ISequenceModel
{
    public ModelVersion Version => new(1);

    public ScoreShares Shares { get; } = new(0.6, 0.2, 0.1, 0.1, 0.7);

    public int Items => items;

    public int? FindItem(ProductId product) =>
        int.Parse(product.Value.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture) is var number && number < items
            ? number
            : null;

    public ProductId GetProduct(int item) => GeneratedStore.Id(item);

    public void Score(IReadOnlyList<InteractionSequence> sequences, Span<float> logits)
    {
        for (var at = 0; at < sequences.Count; at++)
        {
            Draw(sequences[at].Items.Span[^1], 5, logits.Slice(at * items, items));
        }
    }

    public void ScoreSimilar(int item, Span<float> cosines) => Draw(item, 1, cosines);

    private void Draw(int from, float greatest, Span<float> scores)
    {
        var random = new Random(seed + from);
        foreach (ref var score in scores)
        {
            score = greatest * random.Next(-20, 21) / 20f;
        }
    }
}
