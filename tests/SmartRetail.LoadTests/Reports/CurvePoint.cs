namespace SmartRetail.LoadTests.Reports;

/// <summary>What latencies are at a rate.</summary>
/// <param name="Rate">Calls a second that were to start.</param>
/// <param name="Answered">Calls a second that were answered.</param>
/// <param name="Holds">Whether the objectives held.</param>
internal sealed record CurvePoint(
    double Rate, double Answered, double ReadP50, double ReadP99, double WriteP50, double WriteP99, double FailedShare, bool Holds);
