using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Placement;
using Orleans.Serialization;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
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

namespace SmartRetail.Grains.Customers;

/// <summary>
/// Owns one shopper's features and profile version. The interaction log is the truth; what is here is made of it at
/// activation (a snapshot and the log behind it) and follows every append.
/// </summary>
[GrainType("customer")]
[RandomPlacement]
internal sealed partial class CustomerGrain(
    IInteractionLog log,
    ICustomerSnapshots snapshots,
    StoreReplicas replicas,
    Membership membership,
    ActiveCustomers active,
    ServingMeters meters,
    Serializer<CustomerFeatures> serializer,
    IOptions<FeatureOptions> featureOptions,
    IOptions<CustomerOptions> options,
    TimeProvider clock,
    ILogger<CustomerGrain> logger) : Grain, ICustomerGrain, IRankedCustomer
{
    private const int MaxInvalidations = 5;
    private static readonly TimeSpan InvalidationDelay = TimeSpan.FromMilliseconds(50);

    private readonly FeatureOptions _featureOptions = featureOptions.Value;
    private readonly CustomerOptions _options = options.Value;
    private CustomerFeatures _features = new();
    private StoreId _store;
    private CustomerId _customer;

    // Every row of this customer up to here is in the features.
    private long _position;

    // Rows appended here since the tail was last read: they are in the features, while an imported row between them
    // may not be.
    private readonly HashSet<long> _appended = [];

    private long _savedVersion;

    // False while the database was away at activation: nothing is known of the customer then, not even that.
    private bool _isLoaded;

    // An activation before this one may have had a reader it can no longer tell. One call too many is the price of
    // never leaving a stale ranking behind.
    private bool _hasReader = true;

    // What the reader read last from this activation.
    private long _readVersion = -1;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (_store, _customer) = RetailGrains.ReadCustomerKey(this.GetPrimaryKeyString());

        // Listed before the log is read: what is imported in between is then either read here or told by the follower.
        active.Add(this.GetPrimaryKeyString());
        await TryLoad(cancellationToken);
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        active.Remove(this.GetPrimaryKeyString());
        if (_features.Version > _savedVersion)
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

        IReadOnlyList<AppendOutcome> outcomes;
        try
        {
            outcomes = await log.AppendAsync(_store, interactions, cancellationToken);
        }
        catch (LogUnavailableException unavailable)
        {
            meters.Failed();
            LogUnavailable(unavailable);
            return new(0, 0, _features.Version, unavailable.RetryAfter);
        }

        // A silo that slept over its commit may have lost this customer to another one, who knows nothing of it: unanswered,
        // the call is made again there, and its rows are found.
        await membership.EnsureAsync(cancellationToken);
        var accepted = 0;
        var missed = false;
        for (var at = 0; at < outcomes.Count; at++)
        {
            if (outcomes[at].IsNew)
            {
                accepted++;
                Apply(interactions[at]);
                _appended.Add(outcomes[at].Position);
            }
            else
            {
                missed |= outcomes[at].Position > _position && !_appended.Contains(outcomes[at].Position);
            }
        }

        if (missed)
        {
            // Durable but not in the features: a call whose answer was lost between the two, or an import.
            await CatchUp(cancellationToken);
        }

        await InvalidateReader();
        if (_features.Version - _savedVersion >= _options.SnapshotInterval)
        {
            await TrySaveSnapshot(cancellationToken);
        }

        meters.Recorded(accepted, outcomes.Count - accepted, clock.GetElapsedTime(started));
        return new(accepted, outcomes.Count - accepted, _features.Version);
    }

    public async Task<CustomerProfile> GetProfile(CancellationToken cancellationToken)
    {
        await membership.EnsureAsync(cancellationToken);
        await Load(cancellationToken);
        return _features.ToProfile(_customer, clock.GetUtcNow(), _featureOptions);
    }

    public async Task<ImmutableArray<ProductId>> GetRecentlyViewed(int count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _featureOptions.HistoryLength);
        await membership.EnsureAsync(cancellationToken);
        await Load(cancellationToken);
        return
        [
            .. _features.History.Reverse()
                .Where(step => step.Kind == InteractionKind.View)
                .Select(step => step.Product!.Value)
                .Distinct()
                .Take(count),
        ];
    }

    public async Task<BuyAgainList> GetBuyAgain(int count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, RecommendationRequest.MaxCount);
        await membership.EnsureAsync(cancellationToken);
        await Load(cancellationToken);
        if (await replicas.GetCurrentAsync(_store, cancellationToken) is not { } replica)
        {
            return new(_customer, _features.Version, 0, []);
        }

        // Read first: the list then holds at least this version.
        var catalogVersion = replica.Catalog.Version;
        return new(
            _customer,
            _features.Version,
            catalogVersion,
            BuyAgainProducts.Of(_features, replica.Catalog, replica.Counts, clock.GetUtcNow(), count));
    }

    public async Task CatchUp(CancellationToken cancellationToken)
    {
        if (!_isLoaded)
        {
            // Whoever asks next loads all there is.
            return;
        }

        var before = _features.Version;
        await ReadTail(position => !_appended.Contains(position), cancellationToken);
        _appended.Clear();
        if (_features.Version != before)
        {
            await InvalidateReader();
        }
    }

    public async Task<RankingInput?> ReadForRanking(int historyLength, CancellationToken cancellationToken)
    {
        _hasReader = true;
        await membership.EnsureAsync(cancellationToken);
        if (!await TryLoad(cancellationToken))
        {
            return null;
        }

        _readVersion = _features.Version;
        return _features.ToRankingInput(historyLength);
    }

    /// <exception cref="UnavailableException">The database is away.</exception>
    private async Task Load(CancellationToken cancellationToken)
    {
        if (!await TryLoad(cancellationToken))
        {
            throw new UnavailableException("The database cannot be reached now", Outage.RetryAfter);
        }
    }

    /// <summary>Reads the snapshot and the log behind it, once; false while the database is away.</summary>
    private async Task<bool> TryLoad(CancellationToken cancellationToken)
    {
        if (_isLoaded)
        {
            return true;
        }

        using var limit = new CancellationTokenSource(_options.LoadTimeout, clock);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var snapshot = await snapshots.LoadAsync(_store, _customer, ending.Token);
            if (snapshot is { Format: CustomerFeatures.Format } && snapshot.Position > _position)
            {
                _features = serializer.Deserialize(snapshot.Payload)!;
                _position = snapshot.Position;
                _savedVersion = _features.Version;
            }

            await ReadTail(_ => true, ending.Token);
            _isLoaded = true;
        }
        catch (Exception error) when (
            Outage.Is(error) || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            LogNotLoaded(error);
        }

        return _isLoaded;
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

    private void Apply(Interaction interaction) =>
        _features.Apply(interaction, FindProduct(interaction.Product), _featureOptions);

    private Product? FindProduct(ProductId? product) =>
        product is { } id ? replicas.Find(_store)?.Catalog.Find(id) : null;

    private async Task ReadTail(Func<long, bool> isMissing, CancellationToken cancellationToken)
    {
        IReadOnlyList<LoggedInteraction> rows;
        do
        {
            rows = await log.ReadCustomerAsync(_store, _customer, _position, _options.ReadBatch, cancellationToken);
            foreach (var row in rows)
            {
                if (isMissing(row.Position))
                {
                    Apply(row.Interaction);
                }

                _position = row.Position;
            }
        }
        while (rows.Count == _options.ReadBatch);
    }

    // Before the acknowledgement, once: the reader asks again and is then registered again.
    // An interaction that the reader was not told of must not be acknowledged, so what fails in the end fails the call, which
    // can be made again.
    private async Task InvalidateReader()
    {
        // A reader who knows all there is remains one: told nothing new, it would not read again.
        for (var attempt = 1; _hasReader && _readVersion < _features.Version; attempt++)
        {
            try
            {
                _hasReader = await GrainFactory.GetGrain<IRecommendationCache>(this.GetPrimaryKeyString())
                    .Invalidate(_features.Version);
                return;
            }
            catch (SiloUnavailableException) when (attempt < MaxInvalidations)
            {
                // A cache died with its silo. That need not be the reader: after a failure the directory may have named a
                // silo that is no more while the reader lives elsewhere. Asked again, it knows better.
                await Task.Delay(InvalidationDelay * attempt, clock);
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
        await CatchUp(cancellationToken);
        var payload = serializer.SerializeToArray(_features);
        await snapshots.SaveAsync(
            _store, _customer, new(_position, CustomerFeatures.Format, payload), cancellationToken);
        _savedVersion = _features.Version;
    }

    [LoggerMessage(LogLevel.Warning, "The interaction log cannot take more")]
    private partial void LogUnavailable(Exception error);

    [LoggerMessage(LogLevel.Warning, "A customer could not be read while the database is away")]
    private partial void LogNotLoaded(Exception error);

    [LoggerMessage(LogLevel.Warning, "A snapshot was not saved; the next activation reads more of the log")]
    private partial void LogNotSaved(Exception error);
}
