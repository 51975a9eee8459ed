using System.Globalization;

namespace SmartRetail.ClusterTests.Faults;

/// <summary>What a fault did to the shoppers who were there.</summary>
/// <param name="LongestUnavailable">From the first attempt that failed to the one that succeeded.</param>
/// <param name="LongestWait">Of the requests that succeeded at once.</param>
internal sealed record FaultRow(
    string Fault,
    int Acknowledged,
    int Lost,
    int Doubled,
    int Lists,
    int Stale,
    TimeSpan LongestUnavailable,
    TimeSpan LongestWait)
{
    public const string Header =
        "fault                                  acknowledged   lost  doubled    lists  stale  unavailable s  longest wait s";

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Fault,-38} {Acknowledged,12:N0} {Lost,6} {Doubled,8} {Lists,8:N0} {Stale,6} {LongestUnavailable.TotalSeconds,14:0.0} {LongestWait.TotalSeconds,15:0.0}");
}
