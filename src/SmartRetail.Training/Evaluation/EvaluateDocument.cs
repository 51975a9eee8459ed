using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Scores = System.Collections.Immutable.ImmutableSortedDictionary<string, double>;

namespace SmartRetail.Training.Evaluation;

/// <summary>What <c>evaluate</c> writes: enough to compare two runs, or ours with a paper's.</summary>
public sealed record EvaluateDocument
{
    public required ImmutableSortedDictionary<string, long> Data { get; init; }

    public required string Protocol { get; init; }

    public required bool MaskSeen { get; init; }

    public required string Architecture { get; init; }

    public required int Seed { get; init; }

    public required Scores HyperParameters { get; init; }

    public required Scores Validation { get; init; }

    public required Scores Test { get; init; }

    /// <summary>95 % bootstrap intervals: low and high.</summary>
    public required ImmutableSortedDictionary<string, double[]> Intervals { get; init; }

    public required ImmutableSortedDictionary<string, Scores> Floors { get; init; }

    public required double FitSeconds { get; init; }

    /// <summary>Of the whole process.</summary>
    public required double CpuSeconds { get; init; }

    public required long PeakMemoryBytes { get; init; }

    public required EvaluateEnergy Energy { get; init; }

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.Strict,
    };

    public string ToJson() => JsonSerializer.Serialize(this, Json);
}

/// <param name="Source">rapl, or estimate.</param>
public sealed record EvaluateEnergy(double Joules, string Source);
