namespace SmartRetail.Contracts.Stores;

/// <summary>When a customer is shown a product again that they have bought.</summary>
/// <param name="Days">From 1 to <see cref="MaxDays"/> with <see cref="BoughtAgainPolicy.After"/>, else null.</param>
[GenerateSerializer, Immutable, Alias("BoughtAgain")]
public sealed record BoughtAgain([property: Id(0)] BoughtAgainPolicy Policy, [property: Id(1)] int? Days = null)
{
    public const int MaxDays = 3_650;
}
