using SmartRetail.Contracts;
using SmartRetail.Recommender.Models;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.Training.Processes;

/// <summary>Where a fit finds the model that it has to be no worse than.</summary>
public sealed record PublishedModels(IModelStore Store, IModelLoader Loader)
{
    /// <summary>Loads a version; null, with the reason, where no silo could rank with it either.</summary>
    internal async Task<(ISequenceModel? Model, string? Reason)> OpenAsync(
        StoreId store, ModelVersion version, CancellationToken cancellationToken)
    {
        try
        {
            using var stored = await Store.OpenAsync(store, new(version), cancellationToken);
            return stored is null
                ? (null, $"model {version} is not in the model store")
                : (await Loader.LoadAsync(stored, cancellationToken), null);
        }
        catch (Exception error) when (error is ArtifactRefusedException or InvalidDataException)
        {
            return (null, $"model {version} does not load: {error.Message}");
        }
    }
}
