namespace SmartRetail.Grains.Attribution;

/// <summary>The attribution grain as the silos see it that keep it going. Same key, same grain.</summary>
[GrainInterfaceType("attribution-follower")]
[Alias("IAttributionFollower")]
internal interface IAttributionFollower : IGrainWithStringKey
{
    /// <summary>Takes what has come to the log into the figures; returns at once where that was done a moment ago.</summary>
    [Alias("Advance"), ResponseTimeout("00:00:10")]
    Task Advance(CancellationToken cancellationToken = default);
}
