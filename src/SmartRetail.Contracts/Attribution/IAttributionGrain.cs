namespace SmartRetail.Contracts.Attribution;

/// <summary>What one store's lists brought.</summary>
[GrainInterfaceType("attribution")]
[Alias("IAttributionGrain")]
[Idempotent]
public interface IAttributionGrain : IGrainWithStringKey
{
    /// <summary>
    /// Returns what the lists shown in a time, in whole hours, brought within <see cref="AttributionRules.Window"/>; some seconds
    /// old.
    /// </summary>
    /// <exception cref="ArgumentException">The time breaks a bound of <see cref="AttributionRules.Check"/>.</exception>
    [Alias("Read"), ResponseTimeout("00:00:05")]
    Task<AttributionReport> Read(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default);
}
