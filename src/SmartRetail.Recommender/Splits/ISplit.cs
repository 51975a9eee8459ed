using SmartRetail.Recommender.Sequences;

namespace SmartRetail.Recommender.Splits;

/// <summary>Holds out each customer's end. A history never holds what came after it.</summary>
public interface ISplit
{
    /// <summary>The protocol's name in options and reports.</summary>
    string Name { get; }

    EvaluationSplit Split(SequenceDataset data);
}
