using SmartRetail.Recommender.Sequences;

namespace SmartRetail.Recommender.Splits;

/// <summary>One question of an evaluation: after this history, which items came next?</summary>
/// <param name="History">What the model may see, oldest first.</param>
/// <param name="Relevant">The held-out items, each once.</param>
public sealed record HeldOutCase(InteractionSequence History, ReadOnlyMemory<int> Relevant);
