using SmartRetail.Contracts;
using SmartRetail.Recommender.Retrieval;
using SmartRetail.Recommender.Sequences;

namespace SmartRetail.Recommender.Ranking;

/// <summary>A loaded sequence model: encodes a sequence of items and scores all of them as the next one.</summary>
public interface ISequenceModel
{
    ModelVersion Version { get; }

    int Items { get; }

    /// <summary>What a score is made of beside this model's softmax. Default: <see cref="ScoreShares.Default"/>.</summary>
    ScoreShares Shares => ScoreShares.Default;

    /// <summary>Returns the product's item, or null when the model was trained without it.</summary>
    int? FindItem(ProductId product);

    ProductId GetProduct(int item);

    /// <summary>
    /// Writes, for each sequence (oldest first, not empty), the logit of every item:
    /// <paramref name="logits"/> holds one row of <see cref="Items"/> floats a sequence.
    /// </summary>
    void Score(IReadOnlyList<InteractionSequence> sequences, Span<float> logits);

    /// <summary>
    /// As <see cref="Score"/>, of one sequence, which may share the model's work with what others ask for meanwhile. Nothing
    /// writes to <paramref name="logits"/> once the task is completed, however it ends.
    /// </summary>
    ValueTask ScoreAsync(InteractionSequence sequence, Memory<float> logits, CancellationToken cancellationToken = default)
    {
        Score([sequence], logits.Span);
        return ValueTask.CompletedTask;
    }

    /// <summary>Returns what one sequence, oldest first and not empty, scores the items.</summary>
    async ValueTask<ModelScores> ReadAsync(InteractionSequence sequence, CancellationToken cancellationToken = default)
    {
        var logits = new float[Items];
        await ScoreAsync(sequence, logits, cancellationToken);
        return new DenseScores(logits);
    }

    /// <summary>Writes the cosine of one item's embedding with every item's.</summary>
    void ScoreSimilar(int item, Span<float> cosines);

    /// <summary>As <see cref="ScoreSimilar"/>, each cosine when it is asked for.</summary>
    ModelScores FindLike(int item)
    {
        var cosines = new float[Items];
        ScoreSimilar(item, cosines);
        return new DenseScores(cosines);
    }
}
