namespace SmartRetail.LoadTests.Measures;

/// <summary>One second of a run.</summary>
/// <param name="Second">From the end of the warm-up, which has negative ones.</param>
/// <param name="Intended">Calls a second that were to start.</param>
/// <param name="Answered">Calls a second that were answered.</param>
/// <param name="Joules">Energy of the machine's processors; null where it may not be read.</param>
/// <param name="LateP99">How late calls were sent, in milliseconds: high where the generator is the one that cannot follow.</param>
internal sealed record Moment(
    int Second,
    double Intended,
    double Answered,
    double ReadP50,
    double ReadP99,
    double WriteP50,
    double WriteP99,
    double LateP99,
    int Failures,
    IReadOnlyDictionary<string, int> Tiers,
    IReadOnlyList<ProcessSample> Processes,
    double? Joules = null);
