using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Models;
using SmartRetail.Contracts.Stores;
using SmartRetail.Grains.Customers;
using SmartRetail.Grains.Models;
using SmartRetail.Grains.Operations;
using SmartRetail.Grains.Partitions;
using SmartRetail.Recommender.Catalog;
using SmartRetail.Recommender.Conduct;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Recommender.LiveCounts;
using SmartRetail.Recommender.Models;
using SmartRetail.Recommender.Partitions;
using SmartRetail.Recommender.Privacy;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.Grains.Replicas;

/// <summary>The replicas of all stores in this silo: loads them, and applies what changes.</summary>
internal sealed partial class StoreReplicas(
    IInteractionLog log,
    ICatalogStore catalogs,
    IModelStore models,
    IModelLoader loader,
    IRejectedRows rejected,
    ModelRefusals refusals,
    PartHolders holders,
    ActiveCustomers customers,
    ServingMeters meters,
    IGrainFactory grains,
    IOptions<LiveCountOptions> counts,
    IOptions<ConductOptions> conduct,
    TimeProvider clock,
    ILogger<StoreReplicas> logger) : IDisposable
{
    private const int BatchSize = 10_000;

    // Shorter than the time-outs of the calls that wait for it, longer than a check takes to find the database away.
    private static readonly TimeSpan LeasePatience = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<StoreId, StoreReplica> _replicas = new();
    private readonly SemaphoreSlim _loading = new(1);

    public ICollection<StoreReplica> All => _replicas.Values;

    /// <summary>Returns the store's replica, or null when this silo knows of no such store.</summary>
    public StoreReplica? Find(StoreId store) => _replicas.GetValueOrDefault(store);

    /// <summary>
    /// Returns the replica to answer from: one whose catalog holds every change acknowledged before this call. Null when
    /// this silo knows of no such store.
    /// </summary>
    /// <exception cref="UnavailableException">The catalog could not be confirmed in time.</exception>
    public ValueTask<StoreReplica?> GetCurrentAsync(StoreId store, CancellationToken cancellationToken = default)
    {
        var replica = Find(store);
        return replica is null || replica.Lease.IsHeld ? new(replica) : WaitForLease(replica, cancellationToken);
    }

    /// <summary>Loads every store that is in the database and not here yet.</summary>
    public async Task LoadNewStoresAsync(CancellationToken cancellationToken)
    {
        await _loading.WaitAsync(cancellationToken);
        try
        {
            foreach (var store in await catalogs.ListStoresAsync(cancellationToken))
            {
                if (!_replicas.ContainsKey(store))
                {
                    _replicas[store] = await LoadAsync(store, cancellationToken);
                }
            }
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <summary>Reads the log's next part into the counts; true when there may be more.</summary>
    public async Task<bool> FollowLogAsync(StoreReplica replica, CancellationToken cancellationToken)
    {
        var rows = await log.ReadAsync(replica.Store, replica.Counts.Position, BatchSize, cancellationToken);
        if (rows.Count == 0)
        {
            return false;
        }

        var leftOut = replica.Counts.LeftOut;
        replica.Counts.Apply([.. rows.Select(LoggedStep.Of)]);
        meters.LeftOut(replica.Counts.LeftOut - leftOut);

        // Rows of the grains are in their features already. Imported ones are not; only activations here are told:
        // one that does not exist yet will read them when it does.
        foreach (var customer in rows.Where(row => row.IsImported).Select(row => row.Interaction.Customer).Distinct())
        {
            if (customers.Contains(replica.Store, customer))
            {
                await grains.Customer(replica.Store, customer).CatchUp(cancellationToken);
            }
        }

        return rows.Count == BatchSize;
    }

    /// <summary>Applies a catalog change, or loads all that was missed when one before it was.</summary>
    public async Task ApplyCatalogAsync(
        StoreId store,
        long version,
        ImmutableArray<Product> put,
        ImmutableArray<ProductId> removed,
        SavedSettings? settings = null)
    {
        if (await FindOrLoadAsync(store) is { } replica && !replica.Catalog.TryApply(version, put, removed, settings))
        {
            await CatchUpAsync(replica, CancellationToken.None);
        }
    }

    /// <summary>Loads what was missed unless the version, or a later one, is here.</summary>
    public async Task CatchUpCatalogAsync(StoreId store, long version)
    {
        if (await FindOrLoadAsync(store) is { } replica && replica.Catalog.Version < version)
        {
            await CatchUpAsync(replica, CancellationToken.None);
        }
    }

    /// <summary>Loads the changes that the replica has missed; the whole catalog where they are not known any more.</summary>
    public async Task CatchUpAsync(StoreReplica replica, CancellationToken cancellationToken)
    {
        if (await catalogs.LoadChangesAsync(replica.Store, replica.Catalog.Version, cancellationToken) is { } changes)
        {
            replica.Catalog.Update(changes);
        }
        else
        {
            replica.Catalog.Load(await catalogs.LoadAsync(replica.Store, cancellationToken));
        }
    }

    /// <summary>Loads and warms up the model, then switches to it. An artifact that does not verify changes nothing.</summary>
    /// <exception cref="ArtifactRefusedException">It does not verify; told and counted.</exception>
    /// <exception cref="InvalidDataException">It does not load; told and counted.</exception>
    public async Task ActivateModelAsync(
        StoreId store, ModelRelease release, CancellationToken cancellationToken = default)
    {
        if (Find(store) is not { } replica || replica.Model?.Version == release.Version)
        {
            return;
        }

        ISequenceModel model;
        try
        {
            using var stored = await models.OpenAsync(store, release, cancellationToken)
                ?? throw new InvalidDataException($"store {store} has no model artifact of version {release.Version}");
            model = await loader.LoadAsync(stored, cancellationToken);
        }
        catch (Exception error) when (error is ArtifactRefusedException or InvalidDataException)
        {
            refusals.Add(store, release, replica.Model?.Version, error);
            throw;
        }

        if (model is IPartedModel parted)
        {
            await parted.HoldAsync(holders.FindOwn(parted.Parts.Length), cancellationToken);
        }

        refusals.Clear(store);
        replica.Activate(model);
        LogActivated(store, release.Version, model.Items);
    }

    /// <summary>As <see cref="ActivateModelAsync"/>, of what was not refused just now; one that is refused is told there.</summary>
    public async Task FollowModelAsync(StoreId store, ModelRelease release, CancellationToken cancellationToken)
    {
        if (refusals.IsRefused(store, release))
        {
            return;
        }

        try
        {
            await ActivateModelAsync(store, release, cancellationToken);
        }
        catch (Exception error) when (error is ArtifactRefusedException or InvalidDataException)
        {
            // Counted and told; the store goes on with what it has.
        }
    }

    /// <summary>Forgets customers who were erased: their sessions, and what imports on this machine have rejected of them.</summary>
    public Task ForgetCustomersAsync(StoreId store, ImmutableArray<CustomerId> customers)
    {
        Find(store)?.Counts.Forget(customers);
        return rejected.EraseAsync(store, customers);
    }

    public void Dispose()
    {
        _loading.Dispose();
        foreach (var replica in _replicas.Values)
        {
            replica.Counts.Dispose();
        }
    }

    private async ValueTask<StoreReplica?> FindOrLoadAsync(StoreId store)
    {
        if (Find(store) is { } known)
        {
            return known;
        }

        await LoadNewStoresAsync(CancellationToken.None);
        return Find(store);
    }

    private async ValueTask<StoreReplica?> WaitForLease(StoreReplica replica, CancellationToken cancellationToken)
    {
        try
        {
            await replica.Lease.WaitAsync(cancellationToken).WaitAsync(LeasePatience, clock, cancellationToken);
            return replica;
        }
        catch (TimeoutException)
        {
            throw new UnavailableException("The catalog is being loaded", CatalogLease.Length);
        }
    }

    private async Task<StoreReplica> LoadAsync(StoreId store, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var replica = new StoreReplica(store, new CatalogReplica(), new StoreCounts(counts.Value, clock, conduct.Value), new(clock));
        replica.Catalog.Load(await catalogs.LoadAsync(store, cancellationToken));
        while (await FollowLogAsync(replica, cancellationToken))
        {
        }

        LogLoaded(
            store, replica.Catalog.Count, replica.Counts.Interactions, clock.GetElapsedTime(started).TotalMilliseconds);
        return replica;
    }

    [LoggerMessage(LogLevel.Information,
        "Loaded store {Store}: {Products} products, counts of {Interactions} interactions, in {Milliseconds:0} ms")]
    private partial void LogLoaded(StoreId store, int products, long interactions, double milliseconds);

    [LoggerMessage(LogLevel.Information, "Store {Store} ranks with model {Version} from now on ({Items} products)")]
    private partial void LogActivated(StoreId store, ModelVersion version, int items);
}
