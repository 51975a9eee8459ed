using SmartRetail.Contracts;

namespace SmartRetail.Recommender.Partitions;

/// <summary>Asks other silos for the parts of a model that they hold.</summary>
public interface IPartReader
{
    /// <summary>
    /// Returns the part's answer by exactly this version of the model; null when no silo that holds it answers in time.
    /// </summary>
    /// <exception cref="OperationCanceledException">The silo has too much to do, or the caller waits no longer.</exception>
    ValueTask<PartAnswer?> ReadAsync(
        StoreId store, ModelVersion version, ItemPart part, PartQuery query, CancellationToken cancellationToken = default);
}
