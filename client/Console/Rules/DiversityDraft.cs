using SmartRetail.Contracts.Stores;

namespace SmartRetail.Client.Console.Rules;

public sealed class DiversityDraft
{
    public double? Strength { get; set; }

    public double? MaxLoss { get; set; }

    public int? PerCategory { get; set; }

    public int? PerBrand { get; set; }

    public void Take(Diversity? diversity) => (Strength, MaxLoss, PerCategory, PerBrand) =
        (diversity?.Strength, diversity?.MaxLoss, diversity?.PerCategory, diversity?.PerBrand);

    /// <summary>Returns null where nothing is filled in; quotas alone change no order.</summary>
    public Diversity? ToDiversity() => (Strength, MaxLoss, PerCategory, PerBrand) is (null, null, null, null)
        ? null
        : new(Strength ?? 0, MaxLoss ?? Diversity.DefaultMaxLoss, PerCategory, PerBrand);
}
