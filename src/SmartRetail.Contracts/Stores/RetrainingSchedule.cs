namespace SmartRetail.Contracts.Stores;

/// <summary>
/// When a store's model is trained anew without anybody asking for it: as soon as one of these holds while no run of the store
/// goes on. What is null does not count.
/// </summary>
/// <param name="EveryHours">Hours since the last run began, whoever started it; from 1 to <see cref="MaxHours"/>.</param>
/// <param name="EveryInteractions">
/// Interactions recorded since then; from <see cref="MinInteractions"/> to <see cref="MaxInteractions"/>.
/// </param>
/// <param name="ClickRateFall">
/// The share of its first click rate that the active model's lists have lost: clicks on products shown, the newest days beside the
/// first ones after its activation. From <see cref="MinFall"/> to 1; a fall that may be chance
/// does not count.
/// </param>
/// <param name="Architecture">What is trained; null: what the active model is.</param>
[GenerateSerializer, Immutable, Alias("RetrainingSchedule")]
public sealed record RetrainingSchedule(
    [property: Id(0)] int? EveryHours = null,
    [property: Id(1)] long? EveryInteractions = null,
    [property: Id(2)] double? ClickRateFall = null,
    [property: Id(3)] string? Architecture = null)
{
    public const int MaxHours = 8_760;

    public const long MinInteractions = 100;

    public const long MaxInteractions = 1_000_000_000_000;

    /// <summary>The least <see cref="ClickRateFall"/>.</summary>
    public const double MinFall = 0.01;
}
