using System.Globalization;

namespace SmartRetail.LoadTests.Models;

/// <summary>A model that a store fits to its log before shoppers come.</summary>
/// <param name="Epochs">At most; null for the architecture's default.</param>
internal sealed record FitPlan(string Architecture, int? Epochs, int Seed)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{(Epochs is { } epochs ? $"at most {epochs} epochs" : "the default's epochs")}, seed {Seed}");
}
