using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Attribution;
using SmartRetail.Recommender.Attribution;

namespace SmartRetail.Grains.Attribution;

/// <summary>
/// Takes one store's outcomes into the figures. It keeps nothing: figures and how far the log was read are in the database, in
/// one transaction, so that two activations, or one that is killed, count nothing twice.
/// </summary>
[GrainType("attribution")]
internal sealed class AttributionGrain(IAttributionFigures figures, AttributionMeters meters, TimeProvider clock)
    : Grain, IAttributionGrain, IAttributionFollower
{
    private const int BatchSize = 1_000;

    // More wait for the next call, so that nobody who reads the figures waits for all of a long log.
    private const int MaxBatches = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private long? _advancedAt;

    private StoreId Store => new(this.GetPrimaryKeyString());

    public async Task Advance(CancellationToken cancellationToken)
    {
        if (_advancedAt is { } before && clock.GetElapsedTime(before) < Pause)
        {
            return;
        }

        var hasMore = true;
        for (var batch = 0; hasMore && batch < MaxBatches; batch++)
        {
            var step = await figures.AdvanceAsync(
                Store, clock.GetUtcNow() - AttributionRules.Settling, BatchSize, cancellationToken);
            meters.Attributed(Store, step.Added);
            hasMore = step.HasMore;
        }

        _advancedAt = clock.GetTimestamp();
    }

    public async Task<AttributionReport> Read(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        if (AttributionRules.Check(from, to) is [var error, ..])
        {
            throw new ArgumentException(error.ToString());
        }

        var begin = AttributionRules.BeginOf(AttributionRules.HourOf(from));
        var end = AttributionRules.BeginOf(AttributionRules.HourOf(to.AddTicks(-1)) + 1);
        var rows = await figures.ReadAsync(Store, begin, end, cancellationToken);
        return new(begin, end, AttributionGroups.Of(rows));
    }
}
