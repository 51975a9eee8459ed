using SmartRetail.Recommender.Sequences;

namespace SmartRetail.Recommender.CountModels;

/// <summary>Scores every item as the next one of a history. Safe to call from several threads.</summary>
public interface ISequenceScorer
{
    /// <summary>
    /// Fills <paramref name="scores"/>, one row of all items for each history. Scores compare within one row only.
    /// </summary>
    void Score(ReadOnlySpan<InteractionSequence> histories, Span<float> scores);
}
