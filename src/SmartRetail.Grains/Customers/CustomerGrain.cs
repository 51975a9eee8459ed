using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans.Placement;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Customers;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Grains.Faults;
using SmartRetail.Grains.Operations;
using SmartRetail.Grains.Recommendations;
using SmartRetail.Grains.Replicas;
using SmartRetail.Recommender.Features;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Recommender.Lists;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.Grains.Customers;

/// <summary>
/// Owns one shopper's features and profile version. The interaction log is the truth; what is here is made of it at
/// activation (a snapshot and the log behind it) and follows every append. What the customer is merged with, and what it agrees
/// to, are in the other parts of this class.
/// </summary>
[GrainType("customer")]
[RandomPlacement]
internal sealed partial class CustomerGrain(
    CustomerFolds folds,
    Membership membership,
    ActiveCustomers active,
    ServingMeters meters,
    TimeProvider clock,
    ILogger<CustomerGrain> logger) : Grain, ICustomerGrain, IRankedCustomer, IMergingCustomer, IErasableCustomer
{
    private StoreId _store;
    private CustomerId _customer;
    private CustomerFold _fold = null!;
    private RankingReader _reader = null!;

    private long Version => _fold.Version;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (_store, _customer) = RetailGrains.ReadCustomerKey(this.GetPrimaryKeyString());
        _fold = folds.Open(_store, _customer);
        _reader = new(GrainFactory.GetGrain<IRecommendationCache>(this.GetPrimaryKeyString()), clock);

        // Listed before the log is read: what is imported in between is then either read here or told by the follower.
        active.Add(this.GetPrimaryKeyString());
        await TryLoad(cancellationToken);
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        active.Remove(this.GetPrimaryKeyString());
        active.AwaitNoMore(_awaited);
        if (_fold.UnsavedVersions > 0)
        {
            await TrySaveSnapshot(cancellationToken);
        }
    }

    public async Task<RecordReceipt> Record(
        ImmutableArray<Interaction> interactions, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        Check(interactions);
        if (!await TryLoad(cancellationToken))
        {
            meters.Failed();
            return new(0, 0, 0, Outage.RetryAfter);
        }

        var given = interactions.Length;
        interactions = WithoutErased(interactions);
        IReadOnlyList<AppendOutcome> outcomes;
        try
        {
            outcomes = await folds.Log.AppendAsync(_store, interactions, cancellationToken);
        }
        catch (LogUnavailableException unavailable)
        {
            meters.Failed();
            LogUnavailable(unavailable);
            return new(0, 0, Version, unavailable.RetryAfter);
        }

        // A silo that slept over its commit may have lost this customer to another one, who knows nothing of it: unanswered,
        // the call is made again there, and its rows are found.
        await membership.EnsureAsync(cancellationToken);
        if (!_fold.TryTake(interactions, outcomes))
        {
            // Durable but not in the features: a call whose answer was lost between the two, or an import.
            await _fold.CatchUpAsync(cancellationToken);
        }

        await _reader.InvalidateAsync(Version);
        await TellMerged(cancellationToken);
        if (_fold.UnsavedVersions >= folds.Options.SnapshotInterval)
        {
            await TrySaveSnapshot(cancellationToken);
        }

        var accepted = outcomes.Count(outcome => outcome.IsNew);
        meters.Recorded(accepted, outcomes.Count - accepted, clock.GetElapsedTime(started));
        return new(accepted, outcomes.Count - accepted, Version, Erased: given - interactions.Length);
    }

    public async Task<CustomerProfile> GetProfile(CancellationToken cancellationToken)
    {
        await membership.EnsureAsync(cancellationToken);
        await Load(cancellationToken);
        return _fold.ReadFeatures().ToProfile(_customer, clock.GetUtcNow(), folds.FeatureOptions);
    }

    public async Task<ImmutableArray<ProductId>> GetRecentlyViewed(int count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, folds.FeatureOptions.HistoryLength);
        await membership.EnsureAsync(cancellationToken);
        await Load(cancellationToken);
        if (await folds.Replicas.GetCurrentAsync(_store, cancellationToken) is not { } replica)
        {
            return [];
        }

        var filter = new ProductFilter(replica.Catalog);
        return
        [
            .. ReadPersonal().History.Reverse()
                .Where(step => step.Kind == InteractionKind.View)
                .Select(step => step.Product!.Value)
                .Distinct()
                .Where(product => filter.Find(product) is not null)
                .Take(count),
        ];
    }

    public async Task<BuyAgainList> GetBuyAgain(int count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, RecommendationRequest.MaxCount);
        await membership.EnsureAsync(cancellationToken);
        await Load(cancellationToken);
        if (await folds.Replicas.GetCurrentAsync(_store, cancellationToken) is not { } replica)
        {
            return new(_customer, Version, 0, []);
        }

        // Read first: the list then holds at least this version.
        var catalogVersion = replica.Catalog.Version;
        return new(
            _customer,
            Version,
            catalogVersion,
            BuyAgainProducts.Of(ReadPersonal(), replica.Catalog, replica.Counts, clock.GetUtcNow(), count));
    }

    public async Task CatchUp(CancellationToken cancellationToken)
    {
        if (!_fold.IsLoaded)
        {
            // Whoever asks next loads all there is.
            return;
        }

        await ReadOn(cancellationToken);
        await TellMerged(cancellationToken);
    }

    public async Task<RankingInput?> ReadForRanking(int historyLength, CancellationToken cancellationToken)
    {
        _reader.Register();
        await membership.EnsureAsync(cancellationToken);
        if (!await TryLoad(cancellationToken))
        {
            return null;
        }

        _reader.Read(Version);
        return ReadPersonal().ToRankingInput(historyLength) with { Version = Version };
    }

    /// <exception cref="UnavailableException">The database is away.</exception>
    private async Task Load(CancellationToken cancellationToken)
    {
        if (!await TryLoad(cancellationToken))
        {
            throw new UnavailableException("The database cannot be reached now", Outage.RetryAfter);
        }
    }

    private async Task<bool> TryLoad(CancellationToken cancellationToken)
    {
        if (_fold.IsLoaded)
        {
            return true;
        }

        var isLoaded = await _fold.TryLoadAsync(cancellationToken);
        AwaitMerged();
        return isLoaded;
    }

    private async Task ReadOn(CancellationToken cancellationToken)
    {
        var before = Version;
        await _fold.CatchUpAsync(cancellationToken);
        if (Version != before)
        {
            await _reader.InvalidateAsync(Version);
        }
    }

    private void Check(ImmutableArray<Interaction> interactions)
    {
        if (interactions.IsDefaultOrEmpty || interactions.Length > InteractionRules.MaxBatch)
        {
            throw new ArgumentException(
                $"interactions: must be from 1 to {InteractionRules.MaxBatch}", nameof(interactions));
        }

        var now = clock.GetUtcNow();
        for (var at = 0; at < interactions.Length; at++)
        {
            var errors = InteractionRules.Check(interactions[at], now);
            if (!errors.IsEmpty)
            {
                throw new ArgumentException($"interactions[{at}].{errors[0]}", nameof(interactions));
            }

            if (interactions[at].Customer != _customer)
            {
                throw new ArgumentException(
                    $"interactions[{at}].customer: is not the customer of this grain", nameof(interactions));
            }
        }
    }

    // The interactions are durable without it, so that its failure fails nobody's call.
    private async Task TrySaveSnapshot(CancellationToken cancellationToken)
    {
        try
        {
            await SaveSnapshot(cancellationToken);
        }
        catch (Exception error)
        {
            LogNotSaved(error);
        }
    }

    private async Task SaveSnapshot(CancellationToken cancellationToken)
    {
        // A snapshot says "everything up to this position", so what was imported in between must be in it.
        await ReadOn(cancellationToken);
        await _fold.SaveAsync(cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "The interaction log cannot take more")]
    private partial void LogUnavailable(Exception error);

    [LoggerMessage(LogLevel.Warning, "A snapshot was not saved; the next activation reads more of the log")]
    private partial void LogNotSaved(Exception error);
}
