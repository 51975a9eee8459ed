namespace SmartRetail.Contracts.Stores;

/// <summary>
/// Multiplies a score by 1 + weight × margin. The margin is a share of the price, from 0 to 1, that the store keeps as an
/// attribute of its products; one beyond counts as the bound, and none as 0.
/// </summary>
/// <param name="Attribute">The attribute's name.</param>
/// <param name="Weight">From 0 to <see cref="MaxWeight"/>.</param>
[GenerateSerializer, Immutable, Alias("MarginWeight")]
public sealed record MarginWeight([property: Id(0)] string Attribute, [property: Id(1)] double Weight)
{
    public const double MaxWeight = 100;
}
