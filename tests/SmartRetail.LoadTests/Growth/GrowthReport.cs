using System.Text.Json;
using SmartRetail.LoadTests.Reports;

namespace SmartRetail.LoadTests.Growth;

/// <summary>How costs grow with a store, as it is kept in a file.</summary>
internal sealed record GrowthReport
{
    public string Name { get; init; } = "growth";

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Processor, cores, runtime, system.</summary>
    public required IReadOnlyDictionary<string, string> Machine { get; init; }

    /// <summary>What was acted on, and how.</summary>
    public required IReadOnlyDictionary<string, string> Conditions { get; init; }

    public required IReadOnlyList<GrowthCurve> Curves { get; init; }

    public Task WriteAsync(string path) => File.WriteAllTextAsync(path, JsonSerializer.Serialize(this, LoadReport.Json) + Environment.NewLine);
}
