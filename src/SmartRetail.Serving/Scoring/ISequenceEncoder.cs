using SmartRetail.Recommender.Sequences;

namespace SmartRetail.Serving.Scoring;

/// <summary>Turns histories into the vectors that items are scored by.</summary>
internal interface ISequenceEncoder
{
    /// <summary>Writes a vector for each history, oldest first, in their order.</summary>
    void Encode(IReadOnlyList<InteractionSequence> sequences, Span<float> encodings);
}
