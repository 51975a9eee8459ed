using SmartRetail.Recommender.Content;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Recommender.Splits;

namespace SmartRetail.Training.Fitting;

/// <summary>What a network is fitted to.</summary>
/// <param name="Validation">The cases that select the epoch; may be empty.</param>
/// <param name="MaskSeen">Whether selection takes a history's items out of the ranking.</param>
/// <param name="Content">The products' content; null where there is none.</param>
/// <param name="Prior">What the fit begins with; null: with chance.</param>
internal sealed record FitInput(
    SequenceDataset Training,
    IReadOnlyList<HeldOutCase> Validation,
    bool MaskSeen,
    ProductContent? Content = null,
    PriorParameters? Prior = null);
