namespace SmartRetail.Contracts.Models;

/// <summary>What became of an activation.</summary>
[GenerateSerializer, Alias("ModelActivation")]
public enum ModelActivation
{
    /// <summary>The version ranks.</summary>
    Done = 0,

    /// <summary>The store has no such version.</summary>
    Unknown = 1,

    /// <summary>Its artifact is gone or does not verify: nothing has changed.</summary>
    Refused = 2,
}
