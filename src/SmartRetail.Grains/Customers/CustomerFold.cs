using Microsoft.Extensions.Logging;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Grains.Faults;
using SmartRetail.Recommender.Features;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Recommender.Privacy;

namespace SmartRetail.Grains.Customers;

/// <summary>
/// One customer's features as they follow from the log: its own interactions and those of the anonymous customers merged into
/// it, in the log's order. Begun from a snapshot, unless that was made in another state of merges.
/// </summary>
internal sealed partial class CustomerFold(StoreId store, CustomerId customer, CustomerFolds sources)
{
    private RestingFeatures _features = new(new(), sources.FeatureOptions);

    // Rows appended here since the tail was last read: they are in the features, while an imported row between them
    // may not be. Null for none.
    private HashSet<long>? _appended;

    // Every row up to here is in the features.
    private long _position;

    private long _savedVersion;

    /// <summary>The features' profile version.</summary>
    public long Version => _features.Version;

    public MergeState Merges { get; private set; } = MergeState.None;

    public PrivacyState Privacy { get; private set; } = PrivacyState.Unknown;

    /// <summary>False while the database was away at activation: nothing is known of the customer then, not even that.</summary>
    public bool IsLoaded { get; private set; }

    public long UnsavedVersions => Version - _savedVersion;

    /// <summary>Returns the features, to be read only; unless they are being changed, a copy.</summary>
    public CustomerFeatures ReadFeatures() => _features.Read();

    /// <summary>Reads the snapshot and the log behind it, once; false while the database is away.</summary>
    public async Task<bool> TryLoadAsync(CancellationToken cancellationToken)
    {
        if (IsLoaded)
        {
            return true;
        }

        using var limit = new CancellationTokenSource(sources.Options.LoadTimeout, sources.Clock);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await BeginAsync(ending.Token);
            await ReadTailAsync(_ => true, ending.Token);
            _features.Rest();
            IsLoaded = true;
        }
        catch (Exception error) when (
            Outage.Is(error) || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            LogNotLoaded(error);
        }

        return IsLoaded;
    }

    /// <summary>Takes in what was just appended; false when the log had some already that is not in the features.</summary>
    public bool TryTake(IReadOnlyList<Interaction> interactions, IReadOnlyList<AppendOutcome> outcomes)
    {
        var hasAll = true;
        for (var at = 0; at < outcomes.Count; at++)
        {
            var position = outcomes[at].Position;
            if (outcomes[at].IsNew)
            {
                Apply(interactions[at]);
                (_appended ??= []).Add(position);
            }
            else
            {
                hasAll &= position <= _position || _appended?.Contains(position) == true;
            }
        }

        _features.Rest();
        return hasAll;
    }

    /// <summary>Reads what the log has and the features have not.</summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        if (await HasOnlyAppendedAsync(cancellationToken))
        {
            _position = _appended!.Max();
        }
        else
        {
            await ReadTailAsync(position => _appended?.Contains(position) != true, cancellationToken);
            _features.Rest();
        }

        _appended = null;
    }

    public void Follow(CustomerMerge? into) => Merges = Merges with { Into = into };

    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        var (payload, version) = (sources.Serializer.SerializeToArray(ReadFeatures()), Version);
        await sources.Snapshots.SaveAsync(store, customer, new(_position, CustomerFeatures.Format, payload), cancellationToken);
        _savedVersion = version;
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        var merging = sources.Merges.ReadAsync(store, customer, cancellationToken);
        var agreeing = sources.Privacy.ReadAsync(store, customer, cancellationToken);
        var loading = sources.Snapshots.LoadAsync(store, customer, cancellationToken);
        await Task.WhenAll(merging, agreeing, loading);
        (Merges, Privacy) = (MergeState.Of(customer, await merging), await agreeing);
        if (await loading is { Format: CustomerFeatures.Format } snapshot && snapshot.Position > _position)
        {
            var features = sources.Serializer.Deserialize(snapshot.Payload)!;
            features.ShareTexts(Find);
            _features = new(features, sources.FeatureOptions);
            _position = snapshot.Position;
            _savedVersion = Version;
        }

        var revision = Merges.Revision + Privacy.Revision;
        if (ReadFeatures().Revision != revision)
        {
            // What is in them cannot be taken out, nor can older interactions be put in between.
            _features = new(CustomerFeatures.BeginAt(revision), sources.FeatureOptions);
            _position = 0;

            // There is nothing in them yet that is worth a row, which would name somebody who was erased.
            _savedVersion = Version;
        }
    }

    // Mostly nothing else came. Then the log holds as many rows as were appended here, and counting them there is a fraction
    // of reading them.
    private async Task<bool> HasOnlyAppendedAsync(CancellationToken cancellationToken) =>
        _appended is not null && !Merges.HasMerged &&
        await sources.Log.CountCustomerAsync(store, customer, _position, cancellationToken) == _appended.Count;

    private async Task ReadTailAsync(Func<long, bool> isMissing, CancellationToken cancellationToken)
    {
        IReadOnlyList<LoggedInteraction> rows;
        do
        {
            rows = await ReadAsync(cancellationToken);
            foreach (var row in rows)
            {
                if (isMissing(row.Position))
                {
                    Apply(row.Interaction);
                }

                _position = row.Position;
            }
        }
        while (rows.Count == sources.Options.ReadBatch);
    }

    private Task<IReadOnlyList<LoggedInteraction>> ReadAsync(CancellationToken cancellationToken) => Merges.HasMerged
        ? sources.Log.ReadCustomersAsync(
            store, [customer, .. Merges.Merged], _position, sources.Options.ReadBatch, cancellationToken)
        : sources.Log.ReadCustomerAsync(store, customer, _position, sources.Options.ReadBatch, cancellationToken);

    // With the catalog's own id, which all customers share.
    private void Apply(Interaction interaction)
    {
        var product = interaction.Product is { } id ? Find(id) : null;
        if (product is not null && Privacy.HasForgotten(product.Category, interaction.OccurredAt))
        {
            _features.Skip();
        }
        else
        {
            _features.Apply(product is null ? interaction : interaction with { Product = product.Id }, product);
        }
    }

    private Product? Find(ProductId product) => sources.Replicas.Find(store)?.Catalog.Find(product);

    private void LogNotLoaded(Exception error) => LogNotLoaded(sources.Logger, error);

    [LoggerMessage(LogLevel.Warning, "A customer could not be read while the database is away")]
    private static partial void LogNotLoaded(ILogger logger, Exception error);
}
