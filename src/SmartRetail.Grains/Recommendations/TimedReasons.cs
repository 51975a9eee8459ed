using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.Grains.Recommendations;

/// <summary>
/// Finds reasons within a time, since an answer without them is worth more than a late one. What is not found in time goes on
/// to its end, unread: so no more is begun at once than there are processors.
/// </summary>
internal sealed class TimedReasons(ReasonFinder reasons, IOptions<RecommendationOptions> options, TimeProvider clock)
    : IDisposable
{
    private readonly TimeSpan _patience = options.Value.ReasonPatience;
    private readonly SemaphoreSlim _free = new(Environment.ProcessorCount);

    /// <summary>Returns the reasons of each product, in the order given; null when there was no time.</summary>
    public Task<IReadOnlyList<ImmutableArray<Reason>>?> FindAsync(
        IReadOnlyList<ProductId> products, CachedRanking cached, StoreView view, CancellationToken cancellationToken) =>
        RunAsync(() => reasons.Find(products, cached.ReadInput(), view), cancellationToken);

    /// <summary>Returns the causes of one product's score; null when there was no time.</summary>
    public async Task<ImmutableArray<ScoreCause>?> FindCausesAsync(
        ProductId product, CachedRanking cached, StoreView view, CancellationToken cancellationToken) =>
        await RunAsync(() => reasons.FindCauses(product, cached.ReadInput(), view).ToArray(), cancellationToken) is { } causes
            ? [.. causes]
            : null;

    public void Dispose() => _free.Dispose();

    private async Task<T?> RunAsync<T>(Func<T> find, CancellationToken cancellationToken)
        where T : class
    {
        using var limit = new CancellationTokenSource(_patience, clock);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await _free.WaitAsync(ending.Token);
            return await Task.Run(() => Run(find), CancellationToken.None).WaitAsync(ending.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private T Run<T>(Func<T> find)
    {
        try
        {
            return find();
        }
        finally
        {
            _free.Release();
        }
    }
}
