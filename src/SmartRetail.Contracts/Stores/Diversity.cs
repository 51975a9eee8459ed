namespace SmartRetail.Contracts.Stores;

/// <summary>
/// How different from each other the products of one list are: maximal marginal relevance, where products are alike by
/// category and brand, and quotas.
/// </summary>
/// <param name="Strength">
/// 1 - λ of maximal marginal relevance, from 0 (relevance alone) to 1 (as different as the greatest loss allows).
/// </param>
/// <param name="MaxLoss">
/// The share of its score that a place in the list may lose, from 0 to 1: the product in it scores at least
/// (1 - loss) × what the best product that the quotas allow there would. So does the list as a whole.
/// </param>
/// <param name="PerCategory">
/// The most products of one category in a list, from 1 to 100; null: any number. Exceeded only where the list would be
/// shorter otherwise.
/// </param>
/// <param name="PerBrand">As <paramref name="PerCategory"/>, of one brand. A product without a brand takes part in none.</param>
[GenerateSerializer, Immutable, Alias("Diversity")]
public sealed record Diversity(
    [property: Id(0)] double Strength,
    [property: Id(1)] double MaxLoss = Diversity.DefaultMaxLoss,
    [property: Id(2)] int? PerCategory = null,
    [property: Id(3)] int? PerBrand = null)
{
    public const double DefaultMaxLoss = 0.5;
}
