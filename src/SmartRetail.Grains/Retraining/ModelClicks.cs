using SmartRetail.Contracts;
using SmartRetail.Contracts.Attribution;
using SmartRetail.Contracts.Models;

namespace SmartRetail.Grains.Retraining;

/// <summary>What a model's lists brought at first, and what they bring now.</summary>
/// <param name="time">How long each of the two times is.</param>
internal sealed class ModelClicks(IModelRegistryGrain registry, IAttributionGrain attribution, TimeSpan time)
{
    /// <summary>Returns nothing of both until they are apart.</summary>
    public async Task<(AttributionSums First, AttributionSums Newest)> ReadAsync(ModelVersion model, DateTimeOffset now)
    {
        // Newest first: one that was activated again, after another, begins anew.
        var activation = (await registry.History())
            .FirstOrDefault(entry => entry.Kind == ModelEventKind.Activated && entry.Version == model);
        return activation is { At: var at } && now - at >= 2 * time
            ? (await SumAsync(model, at, at + time), await SumAsync(model, now - time, now))
            : (AttributionSums.Zero, AttributionSums.Zero);
    }

    private async Task<AttributionSums> SumAsync(ModelVersion model, DateTimeOffset from, DateTimeOffset to) =>
        (await attribution.Read(from, to)).Groups
            .Where(group => group.Key.Model == model)
            .Aggregate(AttributionSums.Zero, (sums, group) => sums + group.Sums);
}
