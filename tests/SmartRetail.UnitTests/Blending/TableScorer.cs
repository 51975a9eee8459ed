using SmartRetail.Recommender.CountModels;
using SmartRetail.Recommender.Sequences;

namespace SmartRetail.UnitTests.Blending;

/// <summary>Scores by a table that is written out for each last item of a history.</summary>
internal sealed class TableScorer(float[][] rows) : ISequenceScorer
{
    public void Score(ReadOnlySpan<InteractionSequence> histories, Span<float> scores)
    {
        for (var at = 0; at < histories.Length; at++)
        {
            var row = rows[histories[at].Items.Span[^1]];
            row.CopyTo(scores[(at * row.Length)..]);
        }
    }
}
