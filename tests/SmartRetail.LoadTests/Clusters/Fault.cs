using System.Globalization;

namespace SmartRetail.LoadTests.Clusters;

/// <summary>What happens to a process in the middle of a run.</summary>
/// <param name="Role">serving, web, training or database.</param>
/// <param name="Number">Which one of the role, from 1.</param>
/// <param name="At">From the end of the warm-up.</param>
/// <param name="For">After which time another one is started in its place, or it goes on.</param>
internal sealed record Fault(FaultKind Kind, string Role, int Number, TimeSpan At, TimeSpan For)
{
    private static readonly TimeSpan DefaultFor = TimeSpan.FromSeconds(5);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{(Kind == FaultKind.Kill ? "SIGKILL" : "SIGSTOP")} {Role} {Number}");

    /// <summary>Reads faults from words such as silo=1 at=30s for=5s: a word that names a process begins the next fault.</summary>
    /// <exception cref="FormatException">A word is none of these.</exception>
    public static IReadOnlyList<Fault> Parse(FaultKind kind, IEnumerable<string> words)
    {
        var faults = new List<Fault>();
        foreach (var word in words)
        {
            var (name, value) = word.Split('=', 2) is [var left, var right] ? (left, right) : (word, "");
            if (name is "at" or "for" && faults.Count > 0 && ParseSeconds(value) is { } time)
            {
                faults[^1] = name == "at" ? faults[^1] with { At = time } : faults[^1] with { For = time };
            }
            else if (name is "silo" or "serving" or "web" or "training" or "database"
                && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
            {
                faults.Add(new(kind, name == "silo" ? "serving" : name, number, TimeSpan.Zero, DefaultFor));
            }
            else
            {
                throw new FormatException(
                    $"'{word}' is not one of silo=N, web=N, training=N, database=1, and behind it at=SECONDSs and for=SECONDSs");
            }
        }

        return faults;
    }

    private static TimeSpan? ParseSeconds(string text) =>
        double.TryParse(text.TrimEnd('s'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
