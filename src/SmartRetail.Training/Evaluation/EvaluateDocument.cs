using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using SmartRetail.Recommender.Metrics;
using Scores = System.Collections.Immutable.ImmutableSortedDictionary<string, double>;
using ScoreIntervals = System.Collections.Immutable.ImmutableSortedDictionary<string, double[]>;

namespace SmartRetail.Training.Evaluation;

/// <summary>What <c>evaluate</c> writes: enough to compare two runs, or ours with a paper's.</summary>
public sealed record EvaluateDocument
{
    /// <summary>Numbers of customers, products, interactions, and of the cases held out.</summary>
    public required ImmutableSortedDictionary<string, long> Data { get; init; }

    /// <summary>Of all sequences, before the split: equal data, equal fingerprint.</summary>
    public required string Fingerprint { get; init; }

    public required string Protocol { get; init; }

    public required bool MaskSeen { get; init; }

    /// <summary>The share of the products that only the test knows; absent when nothing was hidden.</summary>
    public double? ColdShare { get; init; }

    /// <summary>What the metrics are of; of auto, what was chosen.</summary>
    public required string Architecture { get; init; }

    /// <summary>What was asked for, where that is not the architecture itself: auto.</summary>
    public string? Requested { get; init; }

    /// <summary>What networks were fitted on, where that is not the processor: cuda:N.</summary>
    public string? Device { get; init; }

    public required int Seed { get; init; }

    public required Scores HyperParameters { get; init; }

    /// <summary>Of a blend, they are of the cases that its weights were learned from.</summary>
    public required Scores Validation { get; init; }

    public required Scores Test { get; init; }

    /// <summary>95 % bootstrap intervals of the test: low and high.</summary>
    public required ScoreIntervals Intervals { get; init; }

    /// <summary>The test by segments of customers.</summary>
    public required ImmutableSortedDictionary<string, SegmentReport> Segments { get; init; }

    public required ImmutableSortedDictionary<string, Scores> Floors { get; init; }

    public required ImmutableSortedDictionary<string, ScoreIntervals> FloorIntervals { get; init; }

    /// <summary>The fit, epoch by epoch; empty for what is counted or blended.</summary>
    public required ImmutableArray<EpochScore> Curve { get; init; }

    /// <summary>Everything that was fitted, in this order; what was chosen is among it.</summary>
    public required ImmutableArray<EvaluateCandidate> Candidates { get; init; }

    /// <summary>The weights of a blend's features, learned on validation.</summary>
    public Scores? Weights { get; init; }

    /// <summary>The same with other seeds; absent with one.</summary>
    public EvaluateSeeds? Seeds { get; init; }

    /// <summary>Of the architecture alone; of a blend with its members.</summary>
    public required double FitSeconds { get; init; }

    /// <summary>From the start to this document, floors included.</summary>
    public required double TotalSeconds { get; init; }

    /// <summary>Processor time of the whole process since the command began.</summary>
    public required double CpuSeconds { get; init; }

    public required long PeakMemoryBytes { get; init; }

    public required EvaluateEnergy Energy { get; init; }

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.Strict,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public string ToJson() => JsonSerializer.Serialize(this, Json);
}
