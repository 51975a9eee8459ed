using SmartRetail.Contracts;

namespace SmartRetail.Recommender.Rounds;

/// <summary>
/// Where a run's trainer and workers exchange parameters: not durable beyond the run, and never a message between grains.
/// Every write carries the run's token; once the trainer has raised it, what carries an older one is refused, so that a
/// trainer or worker that was given up changes nothing any more.
/// </summary>
public interface IRoundStore
{
    /// <summary>The bytes of a chunk, at most.</summary>
    const int MaxChunkBytes = 1_048_576;

    /// <summary>Raises the run's token. What is written with an older one afterwards is refused.</summary>
    /// <exception cref="StaleTokenException">The run has a newer token already.</exception>
    Task FenceAsync(StoreId store, TrainingRunId run, long token, CancellationToken cancellationToken = default);

    /// <summary>Writes a chunk, in place of one that is there.</summary>
    /// <exception cref="StaleTokenException">The run has a newer token, or none.</exception>
    Task WriteAsync(
        RoundPart part, int chunk, ReadOnlyMemory<byte> content, long token, CancellationToken cancellationToken = default);

    /// <summary>Returns a chunk; null when there is none.</summary>
    Task<byte[]?> ReadAsync(RoundPart part, int chunk, CancellationToken cancellationToken = default);

    /// <summary>Gives a part another name, in place of what had it; without effect when the part is not there.</summary>
    /// <exception cref="StaleTokenException">The run has a newer token, or none.</exception>
    Task RenameAsync(RoundPart part, string name, long token, CancellationToken cancellationToken = default);

    /// <summary>Removes a part; without effect when it is not there.</summary>
    /// <exception cref="StaleTokenException">The run has a newer token, or none.</exception>
    Task RemoveAsync(RoundPart part, long token, CancellationToken cancellationToken = default);

    /// <summary>Lists the names of the run's parts, in ordinal order.</summary>
    Task<IReadOnlyList<string>> ListAsync(
        StoreId store, TrainingRunId run, CancellationToken cancellationToken = default);

    /// <summary>Removes all that the run has, its token too: nothing can be written any more.</summary>
    Task DiscardAsync(StoreId store, TrainingRunId run, CancellationToken cancellationToken = default);
}
