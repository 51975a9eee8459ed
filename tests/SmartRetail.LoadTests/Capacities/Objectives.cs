using SmartRetail.LoadTests.Measures;

namespace SmartRetail.LoadTests.Capacities;

/// <summary>What has to hold for a rate to be served.</summary>
/// <param name="ReadP99">Milliseconds from the intended start that all but one in a hundred reads take at most.</param>
/// <param name="WriteP99">The same of writes, which are durable when they are answered.</param>
/// <param name="FailedShare">Of all attempts, those that fail.</param>
internal sealed record Objectives(double ReadP99, double WriteP99, double FailedShare)
{
    // Fewer are answered than come: what waits grows, whatever the percentiles say yet.
    private const double Followed = 0.95;

    /// <param name="intended">Calls that were to start.</param>
    public bool Hold(Totals totals, double intended) =>
        totals.Calls >= intended * Followed
        && totals.Reads.P99 <= ReadP99
        && totals.Writes.P99 <= WriteP99
        && totals.FailedShare <= FailedShare
        && totals.GivenUp == 0;
}
