using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using SmartRetail.Contracts.Training;

namespace SmartRetail.Training.Processes;

/// <summary>One line of a fit's output: where it stands.</summary>
internal sealed record FitReport
{
    public TrainingRunState Stage { get; init; } = TrainingRunState.Preparing;

    public int Epoch { get; init; }

    public int Epochs { get; init; }

    public int Step { get; init; }

    public int Steps { get; init; }

    /// <summary>The mean since the last report, in nats.</summary>
    public double? Loss { get; init; }

    public double ExamplesPerSecond { get; init; }

    public double? RemainingSeconds { get; init; }

    /// <summary>From 0 to 1 over the whole fit.</summary>
    public double Progress { get; init; }

    public string Device { get; init; } = "cpu";

    public ImmutableSortedDictionary<string, double>? Metrics { get; init; }

    public ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, double>>? Floors { get; init; }

    /// <summary>Of what was fitted with what ranks now.</summary>
    public ModelComparison? Comparison { get; init; }

    /// <summary>The newest order that is done.</summary>
    public WorkResult? Done { get; init; }

    /// <summary>What went wrong, in one sentence.</summary>
    public string? Failure { get; init; }

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    public string ToLine() => JsonSerializer.Serialize(this, Json);

    /// <summary>Reads a line; null when it is something else, such as a native library's own output.</summary>
    public static FitReport? FromLine(string line)
    {
        if (!line.StartsWith('{'))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<FitReport>(line, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
