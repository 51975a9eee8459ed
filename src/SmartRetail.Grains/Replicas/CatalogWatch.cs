using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using SmartRetail.Contracts;
using SmartRetail.Recommender.Catalog;

namespace SmartRetail.Grains.Replicas;

/// <summary>
/// Compares this silo's catalogs with the database several times a second: renews the leases of those that are current
/// and loads the others anew. While the database is away nothing can change there, and the leases go on; once the cluster
/// has given up this silo, none does.
/// </summary>
internal sealed partial class CatalogWatch(
    StoreReplicas replicas, ICatalogStore catalogs, Membership membership, TimeProvider clock, ILogger<CatalogWatch> logger)
{
    /// <summary>From one check to the next; several fit into a lease.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    // With the period shorter than a lease, so that leases do not run out while a hanging database is waited for.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(700);

    // How long a change that the database has may still be on its way here.
    private static readonly TimeSpan OnItsWay = TimeSpan.FromMilliseconds(50);

    // One failed check may mean that this process was paused: the answer waits behind the time-out. Two in a row mean
    // that there is none.
    private const int ChecksOfOutage = 2;

    private Task<IReadOnlyDictionary<StoreId, long>>? _reading;
    private long _readingSince;
    private int _failures;

    /// <summary>Whether the database has not answered lately.</summary>
    public bool IsDatabaseAway => Volatile.Read(ref _failures) >= ChecksOfOutage;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        try
        {
            do
            {
                await CheckAsync(cancellationToken);
            }
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }

    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_reading is null)
            {
                _readingSince = clock.GetTimestamp();
                _reading = ReadAsync(cancellationToken);
            }

            var versions = await _reading.WaitAsync(Patience, clock, cancellationToken);
            _reading = null;
            if (membership.IsGivenUp)
            {
                LogGivenUp();
                return;
            }

            membership.Renew(_readingSince);
            Compare(versions, cancellationToken);
            if (Interlocked.Exchange(ref _failures, 0) >= ChecksOfOutage)
            {
                LogThereAgain();
            }
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            if (_reading is { IsCompleted: true })
            {
                _reading = null;
            }

            GoOn(error);
        }
    }

    private async Task<IReadOnlyDictionary<StoreId, long>> ReadAsync(CancellationToken cancellationToken) =>
        await membership.LookAsync(cancellationToken)
            ? await catalogs.ListVersionsAsync(cancellationToken)
            : ImmutableDictionary<StoreId, long>.Empty;

    private void Compare(IReadOnlyDictionary<StoreId, long> versions, CancellationToken cancellationToken)
    {
        foreach (var replica in replicas.All)
        {
            if (!versions.TryGetValue(replica.Store, out var version))
            {
                continue;
            }

            if (replica.Catalog.Version >= version)
            {
                replica.Lease.Renew(_readingSince);
            }
            else if (replica.Reloading.IsCompleted)
            {
                replica.Reloading = ReloadAsync(replica, version, cancellationToken);
            }
        }
    }

    // Until it has ended, the lease of this one replica runs out and its answers wait.
    private async Task ReloadAsync(StoreReplica replica, long version, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(OnItsWay, clock, cancellationToken);
            if (replica.Catalog.Version < version)
            {
                LogMissed(replica.Store, version);
                await replicas.CatchUpAsync(replica, cancellationToken);
            }
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotLoaded(error, replica.Store);
        }
        catch (OperationCanceledException)
        {
            // The silo is stopping.
        }
    }

    private void GoOn(Exception error)
    {
        if (Interlocked.Increment(ref _failures) < ChecksOfOutage)
        {
            return;
        }

        if (Volatile.Read(ref _failures) == ChecksOfOutage)
        {
            LogAway(error);
        }

        // Nor can the others give up a silo without the table.
        var now = clock.GetTimestamp();
        membership.Renew(now);
        foreach (var replica in replicas.All)
        {
            replica.Lease.Renew(now);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The cluster has given up this silo; it answers nothing more")]
    private partial void LogGivenUp();

    [LoggerMessage(LogLevel.Information, "Store {Store}: catalog version {Version} did not come by call; loading it")]
    private partial void LogMissed(StoreId store, long version);

    [LoggerMessage(LogLevel.Warning, "Store {Store}: the catalog could not be loaded; this is tried again")]
    private partial void LogNotLoaded(Exception error, StoreId store);

    [LoggerMessage(LogLevel.Warning, "The database does not answer: recommendations go on from memory, writes are refused")]
    private partial void LogAway(Exception error);

    [LoggerMessage(LogLevel.Information, "The database answers again")]
    private partial void LogThereAgain();
}
