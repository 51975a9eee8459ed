using SmartRetail.Recommender.Sequences;

namespace SmartRetail.Recommender.CountModels;

/// <summary>A model that is counted, not learned: the floor that a network has to beat.</summary>
public interface ICountModel : ISequenceScorer
{
    /// <summary>The model's name in options and reports.</summary>
    string Name { get; }

    /// <summary>Counts the sequences; what was counted before is forgotten.</summary>
    void Fit(SequenceDataset data);
}
