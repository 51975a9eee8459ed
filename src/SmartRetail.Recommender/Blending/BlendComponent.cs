using SmartRetail.Recommender.CountModels;

namespace SmartRetail.Recommender.Blending;

/// <summary>One of the models that a <see cref="Blend"/> combines.</summary>
/// <param name="Name">How reports call it; each name once.</param>
/// <param name="IsNetwork">
/// True where the scores are logits, which every item has; false where they are amounts of evidence from 0 up, which
/// most items have none of.
/// </param>
public sealed record BlendComponent(string Name, ISequenceScorer Scorer, bool IsNetwork);
