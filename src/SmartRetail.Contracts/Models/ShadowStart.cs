namespace SmartRetail.Contracts.Models;

/// <summary>What became of asking for a candidate to rank beside the active model.</summary>
[GenerateSerializer, Alias("ShadowStart")]
public enum ShadowStart
{
    /// <summary>It does.</summary>
    Done = 0,

    /// <summary>The store has no such version.</summary>
    Unknown = 1,

    /// <summary>Its artifact is gone or does not verify: nothing has changed.</summary>
    Refused = 2,

    /// <summary>It is the active model itself.</summary>
    IsActive = 3,

    /// <summary>No model is active that it could be compared with.</summary>
    NoneActive = 4,
}
