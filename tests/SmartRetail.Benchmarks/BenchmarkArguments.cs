using System.Globalization;

namespace SmartRetail.Benchmarks;

/// <summary>What may follow a benchmark's name.</summary>
/// <param name="Duration">How long each comparison is measured; null leaves it to the benchmark.</param>
/// <param name="JsonPath">The file that the report is written to.</param>
internal sealed record BenchmarkArguments(TimeSpan? Duration, string? JsonPath)
{
    public const string Usage = "[--seconds S] [--json OUT]";

    /// <exception cref="FormatException">An option is unknown, has no value, or a value that it cannot have.</exception>
    public static BenchmarkArguments Parse(IReadOnlyList<string> arguments)
    {
        var parsed = new BenchmarkArguments(Duration: null, JsonPath: null);
        for (var at = 0; at < arguments.Count; at += 2)
        {
            var value = at + 1 < arguments.Count ? arguments[at + 1] : null;
            parsed = (arguments[at], value) switch
            {
                ("--seconds", { } seconds) => parsed with { Duration = ParseSeconds(seconds) },
                ("--json", { } path) => parsed with { JsonPath = path },
                _ => throw new FormatException($"'{arguments[at]}' is none of {Usage}, or has no value"),
            };
        }

        return parsed;
    }

    private static TimeSpan ParseSeconds(string seconds) =>
        double.TryParse(seconds, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) && parsed is > 0 and <= 3_600
            ? TimeSpan.FromSeconds(parsed)
            : throw new FormatException($"--seconds is '{seconds}', not a number above 0 and up to 3600");
}
