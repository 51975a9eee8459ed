namespace SmartRetail.Recommender.Metrics;

/// <summary>The metrics of single cases: a row a case, a value a metric.</summary>
/// <param name="names">The metrics, in the order of a row.</param>
/// <param name="values">The rows, in the order of the cases.</param>
public sealed class CaseScores(IReadOnlyList<string> names, double[] values)
{
    public static CaseScores None { get; } = new([], []);

    public IReadOnlyList<string> Names => names;

    public int Count => names.Count == 0 ? 0 : values.Length / names.Count;

    public ReadOnlySpan<double> Values => values;

    /// <summary>The values of one metric, in the order of the cases.</summary>
    /// <exception cref="ArgumentException">There is no such metric.</exception>
    public double[] Of(string name)
    {
        var metric = names.ToList().IndexOf(name);
        return metric >= 0
            ? [.. Enumerable.Range(0, Count).Select(at => values[(at * names.Count) + metric])]
            : throw new ArgumentException($"'{name}' is none of {string.Join(", ", names)}", nameof(name));
    }
}
