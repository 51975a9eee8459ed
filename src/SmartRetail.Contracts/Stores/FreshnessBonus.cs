namespace SmartRetail.Contracts.Stores;

/// <summary>
/// Multiplies a score by 1 + bonus × 2^(-age / half-life), with the age since the product was first sold. One that has no
/// such time gets no bonus.
/// </summary>
/// <param name="Bonus">From 0 to <see cref="MaxBonus"/>.</param>
/// <param name="HalfLifeDays">From <see cref="MinHalfLifeDays"/> to <see cref="MaxHalfLifeDays"/>.</param>
[GenerateSerializer, Immutable, Alias("FreshnessBonus")]
public sealed record FreshnessBonus([property: Id(0)] double Bonus, [property: Id(1)] double HalfLifeDays)
{
    public const double MaxBonus = 100;

    public const double MinHalfLifeDays = 0.01;

    public const double MaxHalfLifeDays = 3_650;
}
