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

    /// <summary>
    /// How long an activation waits for the database before it goes on without: it then records nothing, and is ranked as
    /// somebody unknown, until the database answers. Default: 1.5 s, less than the calls that wait for it.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:30")]
    public TimeSpan LoadTimeout { get; set; } = TimeSpan.FromSeconds(1.5);

    /// <summary>
    /// How long a customer stays in memory after the last call. Default: 15 minutes, longer than a visit pauses; who comes back
    /// later is read from the snapshot and the log behind it.
    /// </summary>
    [Range(typeof(TimeSpan), "00:01:30", "1.00:00:00")]
    public TimeSpan IdleTime { get; set; } = TimeSpan.FromMinutes(15);
}
