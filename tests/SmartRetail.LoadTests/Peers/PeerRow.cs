namespace SmartRetail.LoadTests.Peers;

/// <summary>What was measured by a peer's protocol, beside what the peer has published.</summary>
/// <param name="OurMean">Milliseconds, of the client.</param>
/// <param name="TheirBest">Milliseconds, mean, with the fastest of the databases that were published.</param>
/// <param name="TheirWorst">The same with the slowest.</param>
internal sealed record PeerRow(string Measure, int Calls, double OurMean, double OurP99, double TheirBest, double TheirWorst)
{
    /// <summary>The peer's mean on this machine, in milliseconds; null where none was at hand.</summary>
    public double? TheirMeanHere { get; init; }

    /// <summary>The same, its 99th percentile.</summary>
    public double? TheirP99Here { get; init; }
}
