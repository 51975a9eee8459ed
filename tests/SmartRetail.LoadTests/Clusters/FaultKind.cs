namespace SmartRetail.LoadTests.Clusters;

/// <summary>How a process suffers.</summary>
internal enum FaultKind
{
    /// <summary>It ends in the middle of what it does.</summary>
    Kill,

    /// <summary>It stands still, as under a long pause of its machine, and then goes on or finds itself given up.</summary>
    Pause,
}
