using System.ComponentModel.DataAnnotations;

namespace SmartRetail.Grains.Customers;

/// <summary>How a customer grain keeps its features.</summary>
public sealed class CustomerOptions
{
    /// <summary>Interactions after which the features are saved again. Default: 100.</summary>
    [Range(1, 100_000)]
    public int SnapshotInterval { get; set; } = 100;

    /// <summary>Rows read from the log at a time when an activation catches up. Default: 1,000.</summary>
    [Range(1, 100_000)]
    public int ReadBatch { get; set; } = 1_000;
}
