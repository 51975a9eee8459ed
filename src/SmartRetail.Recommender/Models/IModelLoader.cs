using SmartRetail.Recommender.Ranking;

namespace SmartRetail.Recommender.Models;

/// <summary>Turns a verified artifact into a model that ranks.</summary>
public interface IModelLoader
{
    /// <summary>Loads and warms up the model.</summary>
    /// <exception cref="InvalidDataException">The artifact's parts do not fit one another.</exception>
    Task<ISequenceModel> LoadAsync(StoredModel stored, CancellationToken cancellationToken = default);
}
