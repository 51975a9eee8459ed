using System.ComponentModel.DataAnnotations;

namespace SmartRetail.Serving;

/// <summary>How a silo runs its models.</summary>
public sealed class ServingOptions
{
    /// <summary>Threads of one call of the encoder; more than one pays only for batches of 32 or more. Default: 1.</summary>
    [Range(1, 256)]
    public int ThreadsPerCall { get; set; } = 1;

    /// <summary>
    /// Calls of a model at once. A ranking that finds half as many is scored at once; others share calls. Default: as many as
    /// there are processors.
    /// </summary>
    [Range(1, 1_024)]
    public int CallsAtOnce { get; set; } = Environment.ProcessorCount;

    /// <summary>
    /// Products of a model that one silo holds and scans at most: a model of more is split over the serving silos by product,
    /// as long as there are enough of them. Default: 1,000,000, which take a processor 8 ms a ranking and 600 MiB.
    /// </summary>
    [Range(2_048, 33_000_000)]
    public int ProductsPerSilo { get; set; } = 1_000_000;

    /// <summary>Customers scored in one call; no more than fit 64 MiB of scores. 1 shares no calls. Default: 32.</summary>
    [Range(1, 1_024)]
    public int MaxBatch { get; set; } = 32;
}
