using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SmartRetail.Contracts;
using SmartRetail.Grains.Customers;
using SmartRetail.Recommender.Catalog;
using SmartRetail.Recommender.Privacy;

namespace SmartRetail.Grains.Privacy;

/// <summary>
/// Deletes what is older than the store's settings say: finds the customers, and lets each one's own grain do it in a turn of its
/// own, so that features, caches and versions follow. It keeps nothing: another one looks again.
/// </summary>
[GrainType("retention")]
[Orleans.Concurrency.Reentrant]
internal sealed partial class RetentionGrain(
    ICatalogStore catalog,
    IRetention retention,
    IOptions<RetentionOptions> options,
    TimeProvider clock,
    ILogger<RetentionGrain> logger) : Grain, IRetentionKeeper
{
    private const int Page = 500;
    private const int AtOnce = 8;

    private readonly RetentionOptions _options = options.Value;
    private long? _lookedAt;
    private long? _sweptAt;
    private int? _sweptDays;
    private bool _isSweeping;

    private StoreId Store => new(this.GetPrimaryKeyString());

    public async Task Sweep()
    {
        if (_isSweeping || !IsOver(_lookedAt, _options.SettingsInterval))
        {
            return;
        }

        _isSweeping = true;
        try
        {
            _lookedAt = clock.GetTimestamp();
            var days = (await catalog.FindSettingsAsync(Store))?.Settings.RetentionDays;
            if (days is { } kept && (days != _sweptDays || IsOver(_sweptAt, _options.Interval)))
            {
                await Expire(clock.GetUtcNow() - TimeSpan.FromDays(kept));
                (_sweptAt, _sweptDays) = (clock.GetTimestamp(), days);
            }
        }
        finally
        {
            _isSweeping = false;
        }
    }

    private async Task Expire(DateTimeOffset before)
    {
        var (expired, customers) = (0L, 0);
        CustomerId? behind = null;
        while (await retention.ListExpiredAsync(Store, before, behind, Page) is [.., var last] page)
        {
            foreach (var some in page.Chunk(AtOnce))
            {
                expired += (await Task.WhenAll(some.Select(customer => Expire(customer, before)))).Sum();
            }

            customers += page.Count;
            behind = last;
        }

        if (customers > 0)
        {
            LogExpired(Store, expired, customers);
        }
    }

    private Task<long> Expire(CustomerId customer, DateTimeOffset before) =>
        GrainFactory.GetGrain<IErasableCustomer>(RetailGrains.CustomerKey(Store, customer)).Expire(before);

    private bool IsOver(long? since, TimeSpan interval) => since is not { } at || clock.GetElapsedTime(at) >= interval;

    [LoggerMessage(LogLevel.Information, "Store {Store}: deleted {Interactions} interactions of {Customers} customers for their age")]
    private partial void LogExpired(StoreId store, long interactions, int customers);
}
