namespace SmartRetail.Contracts.Stores;

/// <summary>Raises products with a factor above 1 and buries them with one below.</summary>
/// <param name="Name">What reports and explanations call it.</param>
/// <param name="When">The expression of the products whose scores are multiplied.</param>
/// <param name="Factor">From <see cref="MinFactor"/> to <see cref="MaxFactor"/>.</param>
[GenerateSerializer, Immutable, Alias("ScoreRule")]
public sealed record ScoreRule(
    [property: Id(0)] string Name, [property: Id(1)] string When, [property: Id(2)] double Factor)
{
    public const double MinFactor = 0.001;

    public const double MaxFactor = 1_000;
}
