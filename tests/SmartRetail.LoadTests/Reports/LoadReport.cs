using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using SmartRetail.LoadTests.Measures;

namespace SmartRetail.LoadTests.Reports;

/// <summary>All that a run found, as it is kept in a file. Latencies are milliseconds from the intended start.</summary>
internal sealed record LoadReport
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>What the figures are worth on a machine that does everything.</summary>
    public const string SharedMachine = "generator, silos and database share these processors";

    /// <summary>run or capacity.</summary>
    public required string Name { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Processor, cores, runtime, system.</summary>
    public required IReadOnlyDictionary<string, string> Machine { get; init; }

    /// <summary>What was acted on, and how.</summary>
    public required IReadOnlyDictionary<string, string> Conditions { get; init; }

    public required double Seconds { get; init; }

    /// <summary>Calls a second that were answered after the warm-up.</summary>
    public required double CallsPerSecond { get; init; }

    public required Latency Reads { get; init; }

    public required Latency Writes { get; init; }

    public required IReadOnlyDictionary<string, Latency> Calls { get; init; }

    /// <summary>How late calls were sent: what the generator itself adds to every latency.</summary>
    public required Latency SentLate { get; init; }

    public required IReadOnlyDictionary<string, int> Tiers { get; init; }

    /// <summary>Attempts that failed and were made again.</summary>
    public required int Failures { get; init; }

    /// <summary>Calls that nobody answered until the shopper gave up.</summary>
    public required int GivenUp { get; init; }

    /// <summary>The longest that anybody waited for an answer, at whatever rate; null in older files.</summary>
    public double? LongestWait { get; init; }

    /// <summary>Seconds from a first attempt that failed to the one that succeeded, at most.</summary>
    public required double LongestUnavailable { get; init; }

    public required LedgerReport Ledger { get; init; }

    public required IReadOnlyList<ProcessReport> Processes { get; init; }

    /// <summary>Null in older files, and where nothing is known of the store's processes.</summary>
    public Bill? Bill { get; init; }

    public IReadOnlyList<Mark> Marks { get; init; } = [];

    /// <summary>Of a search for the capacity: the highest rate at which the objectives held.</summary>
    public double? Capacity { get; init; }

    public IReadOnlyList<CurvePoint>? Curve { get; init; }

    public required IReadOnlyList<Moment> Timeline { get; init; }

    /// <summary>Reads a file that a run has written.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static async Task<LoadReport> ReadAsync(string path)
    {
        await using var stream = File.OpenRead(path);
        return await JsonSerializer.DeserializeAsync<LoadReport>(stream, Json) ?? throw new JsonException($"{path} is empty");
    }

    public Task WriteAsync(string path) => File.WriteAllTextAsync(path, JsonSerializer.Serialize(this, Json) + Environment.NewLine);
}
