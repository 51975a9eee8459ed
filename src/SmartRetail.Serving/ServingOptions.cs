using System.ComponentModel.DataAnnotations;

namespace SmartRetail.Serving;

/// <summary>How a silo runs its models.</summary>
public sealed class ServingOptions
{
    /// <summary>Threads of one call of the encoder; more than one pays only for batches of 32 or more. Default: 1.</summary>
    [Range(1, 256)]
    public int ThreadsPerCall { get; set; } = 1;
}
