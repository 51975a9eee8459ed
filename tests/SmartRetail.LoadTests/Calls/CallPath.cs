namespace SmartRetail.LoadTests.Calls;

/// <summary>How calls reach the store.</summary>
internal enum CallPath
{
    Http,

    /// <summary>Straight to the grains, as a client of the cluster.</summary>
    Orleans,
}
