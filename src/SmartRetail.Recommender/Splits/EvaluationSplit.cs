using SmartRetail.Recommender.Sequences;

namespace SmartRetail.Recommender.Splits;

/// <summary>What is trained on, what a model is selected by, and what it is finally judged by.</summary>
public sealed record EvaluationSplit(
    SequenceDataset Training, IReadOnlyList<HeldOutCase> Validation, IReadOnlyList<HeldOutCase> Test);
