using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Training;

namespace SmartRetail.Recommender.Interactions;

/// <summary>
/// The source of truth: every interaction of every store, append-only, once per (store, customer, interaction id).
/// All writers of a process share one queue and are committed in groups.
/// </summary>
public interface IInteractionLog
{
    /// <summary>
    /// Makes the interactions durable, all or none, and completes after the commit. The result has one outcome for
    /// each, in order. An id that occurs twice in the call is new once.
    /// </summary>
    /// <exception cref="LogUnavailableException">
    /// The queue is full or the database is away. Nothing was acknowledged, and the same call may be made again: what was
    /// written after all, when the answer to a commit was lost, counts once.
    /// </exception>
    Task<IReadOnlyList<AppendOutcome>> AppendAsync(
        StoreId store, IReadOnlyList<Interaction> interactions, CancellationToken cancellationToken = default);

    /// <summary>
    /// As <see cref="AppendAsync"/>, for rows that no customer grain has seen: marked as imported. Of customers who were erased,
    /// what happened before is left out.
    /// </summary>
    Task<IReadOnlyList<AppendOutcome>> ImportAsync(
        StoreId store, IReadOnlyList<Interaction> interactions, CancellationToken cancellationToken = default);

    /// <summary>Returns up to <paramref name="limit"/> of one customer's interactions behind a position, in order.</summary>
    Task<IReadOnlyList<LoggedInteraction>> ReadCustomerAsync(
        StoreId store, CustomerId customer, long afterPosition, int limit, CancellationToken cancellationToken = default);

    /// <summary>As <see cref="ReadCustomerAsync"/>, of several customers, all as they are at one moment.</summary>
    Task<IReadOnlyList<LoggedInteraction>> ReadCustomersAsync(
        StoreId store,
        IReadOnlyList<CustomerId> customers,
        long afterPosition,
        int limit,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns up to <paramref name="limit"/> of a store's interactions behind a position, in order, and never one
    /// behind which another could still appear: a row committed late by another writer is not skipped.
    /// </summary>
    Task<IReadOnlyList<LoggedInteraction>> ReadAsync(
        StoreId store, long afterPosition, int limit, CancellationToken cancellationToken = default);

    /// <summary>
    /// As <see cref="ReadAsync"/>, of the customers of some shards alone. Where the database can, it sends no others.
    /// </summary>
    async Task<IReadOnlyList<LoggedInteraction>> ReadShardsAsync(
        StoreId store, ShardSet shards, long afterPosition, int limit, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var page = await ReadAsync(store, afterPosition, limit, cancellationToken);
            var kept = shards.IsAll
                ? page
                : [.. page.Where(logged => shards.Contains(ShardSet.Of(logged.Interaction.Customer)))];
            if (page.Count == 0 || kept.Count > 0)
            {
                return kept;
            }

            afterPosition = page[^1].Position;
        }
    }

    /// <summary>How many of one customer's interactions are behind a position; cheaper than reading them.</summary>
    Task<long> CountCustomerAsync(
        StoreId store, CustomerId customer, long afterPosition, CancellationToken cancellationToken = default);

    /// <summary>How many interactions the store has.</summary>
    Task<long> CountAsync(StoreId store, CancellationToken cancellationToken = default);

    /// <summary>
    /// For a follower that has read all there was: completes when more of the store may be read, at once for commits
    /// of this process, and after <paramref name="atMost"/> in any case, which is how it sees another process's.
    /// </summary>
    Task WaitForAppendAsync(
        StoreId store, long afterPosition, TimeSpan atMost, CancellationToken cancellationToken = default);

    /// <summary>Returns some customers with 20 to 200 interactions, always the same ones: for a demonstration.</summary>
    Task<IReadOnlyList<CustomerId>> SampleCustomersAsync(
        StoreId store, int count, CancellationToken cancellationToken = default);
}

/// <summary>What became of one appended interaction, and where it is (a duplicate: where the first one is).</summary>
public readonly record struct AppendOutcome(bool IsNew, long Position)
{
    /// <summary>Of an imported row that happened before its customer was erased.</summary>
    public static readonly AppendOutcome LeftOut = new(IsNew: false, Position: 0);
}

/// <summary>An interaction at its place in the log. Positions grow, with gaps, over all stores.</summary>
/// <param name="IsImported">Whether it came by import, so that the customer's grain has not applied it yet.</param>
public sealed record LoggedInteraction(
    long Position, DateTimeOffset RecordedAt, bool IsImported, Interaction Interaction);

/// <summary>The log cannot take more now; the same call may be made again.</summary>
public sealed class LogUnavailableException(string message, TimeSpan retryAfter, Exception? inner = null)
    : Exception(message, inner)
{
    public TimeSpan RetryAfter { get; } = retryAfter;
}
