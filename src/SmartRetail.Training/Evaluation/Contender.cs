using System.Collections.Immutable;
using SmartRetail.Recommender.CountModels;
using Scores = System.Collections.Immutable.ImmutableSortedDictionary<string, double>;

namespace SmartRetail.Training.Evaluation;

/// <summary>A fitted model that is to be ranked with, and what its fit took.</summary>
internal sealed record Contender(string Name, ISequenceScorer Scorer, bool IsNetwork) : IDisposable
{
    public Scores HyperParameters { get; init; } = Scores.Empty;

    /// <summary>Empty for what is counted.</summary>
    public ImmutableArray<EpochScore> Curve { get; init; } = [];

    /// <summary>The weights of a blend's features; empty for anything else.</summary>
    public Scores Weights { get; init; } = Scores.Empty;

    public TimeSpan FitTime { get; init; }

    /// <summary>Processor time of the fit, of all threads.</summary>
    public TimeSpan FitCpu { get; init; }

    /// <summary>What the scorer reads from, and does not own.</summary>
    public IDisposable? Fitted { get; init; }

    public void Dispose()
    {
        (Scorer as IDisposable)?.Dispose();
        Fitted?.Dispose();
    }
}
