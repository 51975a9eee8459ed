using System.Numerics.Tensors;
using SmartRetail.Contracts;
using SmartRetail.Recommender.Ranking;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Training.Artifacts;
using SmartRetail.Training.Fitting;

namespace SmartRetail.Training.Processes;

/// <summary>A fitted encoder before it is an artifact, to be ranked with as serving will.</summary>
internal sealed class FittedModel(FittedEncoder fitted, EncoderScorer scorer, ItemVocabulary vocabulary, ScoreShares shares)
    : ISequenceModel
{
    private readonly Lazy<float[]> _matrix = new(() => EncoderExport.ToMatrix(fitted));

    /// <summary>As in a staged artifact: none yet.</summary>
    public ModelVersion Version => default;

    public ScoreShares Shares => shares;

    public int Items => vocabulary.Count;

    public int? FindItem(ProductId product) => vocabulary.TryGetItem(product, out var item) ? item : null;

    public ProductId GetProduct(int item) => vocabulary[item];

    public void Score(IReadOnlyList<InteractionSequence> sequences, Span<float> logits) =>
        scorer.Score(sequences.ToArray(), logits);

    public void ScoreSimilar(int item, Span<float> cosines)
    {
        for (var other = 0; other < cosines.Length; other++)
        {
            cosines[other] = TensorPrimitives.CosineSimilarity(Row(item), Row(other));
        }
    }

    private ReadOnlySpan<float> Row(int item)
    {
        var dimensions = fitted.Encoder.Shape.Dimensions;
        return _matrix.Value.AsSpan(item * dimensions, dimensions);
    }
}
