using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SmartRetail.Benchmarks;

/// <summary>
/// What one run measured of both sides: a table to read, and a file for whoever keeps the figures. A ratio says how many
/// times better ours is than the baseline: for times and sizes baseline / ours, for rates ours / baseline.
/// </summary>
internal sealed class BenchmarkReport(string name)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly List<Row> _rows = [];
    private readonly Dictionary<string, object> _conditions = new()
    {
        ["cpu"] = Machine.Processor,
        ["cores"] = Environment.ProcessorCount,
        ["vectorBits"] = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128,
        ["runtime"] = RuntimeInformation.FrameworkDescription,
        ["system"] = RuntimeInformation.OSDescription,
    };

    /// <summary>The row whose ratio is the benchmark's; the first one where nothing is said.</summary>
    public string? Headline { get; set; }

    /// <summary>The ratio of the headline.</summary>
    public double Ratio => _rows.Find(row => row.Measure == (Headline ?? row.Measure))?.Ratio
        ?? throw new InvalidOperationException($"report '{name}' has no row '{Headline}' among {_rows.Count}");

    /// <summary>Adds a time or a size; the measure's name says its unit.</summary>
    /// <returns>How many times less ours is.</returns>
    public double AddCost(string measure, double ours, double baseline) => Add(measure, ours, baseline, baseline / ours);

    /// <summary>Adds a rate or a share; the measure's name says its unit.</summary>
    /// <returns>How many times more ours is.</returns>
    public double AddRate(string measure, double ours, double baseline) => Add(measure, ours, baseline, ours / baseline);

    /// <summary>Adds what must be known to read the figures: sizes, threads, what could not be compared and why.</summary>
    public void AddCondition(string condition, object value) => _conditions[condition] = value;

    /// <summary>Prints the table and, where a file is asked for, writes it.</summary>
    public async Task WriteAsync(BenchmarkArguments arguments)
    {
        Console.WriteLine(ToText());
        if (arguments.JsonPath is { } path)
        {
            await File.WriteAllTextAsync(path, ToJson() + Environment.NewLine);
        }
    }

    public string ToText()
    {
        var width = _rows.Max(row => row.Measure.Length);
        var lines = _conditions.Select(condition => Invariant($"# {condition.Key}: {condition.Value}"))
            .Append(Invariant($"{name.PadRight(width)}  {"ours",14}  {"baseline",14}  {"ratio",7}"))
            .Concat(_rows.Select(row => Invariant(
                $"{row.Measure.PadRight(width)}  {row.Ours,14:N1}  {row.Baseline,14:N1}  {row.Ratio,6:0.00}x")))
            .Append(Invariant($"ratio {Ratio:0.00}: {Headline ?? _rows[0].Measure}"));
        return string.Join(Environment.NewLine, lines);
    }

    public string ToJson() => JsonSerializer.Serialize(
        new
        {
            Name = name,
            Ratio,
            Ours = _rows.ToDictionary(row => row.Measure, row => row.Ours),
            Baseline = _rows.ToDictionary(row => row.Measure, row => row.Baseline),
            Conditions = _conditions,
        },
        Json);

    private double Add(string measure, double ours, double baseline, double ratio)
    {
        _rows.Add(new(measure, ours, baseline, ratio));
        return ratio;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record Row(string Measure, double Ours, double Baseline, double Ratio);
}
