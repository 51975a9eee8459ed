namespace SmartRetail.Recommender.Rounds;

/// <summary>Whether parameters rank held-out cases as well as the best ones did, but for chance.</summary>
public static class ValidationCases
{
    /// <summary>
    /// Whether they are behind by no more than a standard error of the difference, case by case: both have the measure of
    /// the same cases in the same order.
    /// </summary>
    public static bool IsAsGood(IReadOnlyList<double> peak, IReadOnlyList<double> cases)
    {
        ArgumentNullException.ThrowIfNull(peak);
        ArgumentNullException.ThrowIfNull(cases);
        var (sum, squares) = (0.0, 0.0);
        for (var at = 0; at < cases.Count; at++)
        {
            var behind = peak[at] - cases[at];
            sum += behind;
            squares += behind * behind;
        }

        var mean = sum / cases.Count;
        var variance = (squares / cases.Count) - (mean * mean);
        return mean <= Math.Sqrt(Math.Max(variance, 0) / cases.Count);
    }
}
