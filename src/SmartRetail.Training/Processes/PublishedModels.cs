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
            return await Store.OpenAsync(store, version, cancellationToken) is { } stored
                ? (await Loader.LoadAsync(stored, cancellationToken), null)
                : (null, $"model {version} is not in the model store");
        }
        catch (InvalidDataException error)
        {
            return (null, $"model {version} does not load: {error.Message}");
        }
    }
}
