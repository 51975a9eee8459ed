using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Privacy;
using SmartRetail.Grains.Recommendations;
using SmartRetail.Recommender.Attribution;
using SmartRetail.Recommender.Features;
using SmartRetail.Recommender.Privacy;

namespace SmartRetail.Grains.Customers;

/// <summary>What the customer agrees to, and its right to see and to erase what is stored.</summary>
internal sealed partial class CustomerGrain
{
    private static readonly CustomerFeatures Nobody = new();

    /// <summary>Returns what lists may be made of.</summary>
    private CustomerFeatures ReadPersonal() => _fold.Privacy.Consent.Personalise ? _fold.ReadFeatures() : Nobody;

    public async Task<Consent> GetConsent(CancellationToken cancellationToken)
    {
        await membership.EnsureAsync(cancellationToken);
        await Load(cancellationToken);
        return _fold.Privacy.Consent;
    }

    public async Task<long> ChangeConsent(Consent consent, CancellationToken cancellationToken)
    {
        await Load(cancellationToken);
        return await Follow(
            await folds.Privacy.ChangeConsentAsync(_store, _customer, consent, cancellationToken), cancellationToken);
    }

    public async Task<long> ForgetInterest(string category, CancellationToken cancellationToken)
    {
        if (Identifier.Check("category", category) is { } error)
        {
            throw new ArgumentException(error.ToString(), nameof(category));
        }

        await Load(cancellationToken);
        return await Follow(
            await folds.Privacy.ForgetInterestAsync(_store, _customer, category, cancellationToken), cancellationToken);
    }

    /// <summary>Makes the features again if another state holds now; returns the version that holds it.</summary>
    private async Task<long> Follow(PrivacyState state, CancellationToken cancellationToken)
    {
        await membership.EnsureAsync(cancellationToken);
        if (state.Revision != _fold.Privacy.Revision)
        {
            await FoldAgain(cancellationToken);
        }

        await _reader.InvalidateAsync(Version);
        return Version;
    }

    public async Task Erase(ErasureId erasure, CancellationToken cancellationToken)
    {
        await Load(cancellationToken);

        // Its rankings first, and what it has queued of them: it makes no new ones before this turn ends.
        await GrainFactory.GetGrain<IRecommendationCache>(this.GetPrimaryKeyString()).Forget();
        var told = await folds.Erasures.EraseAsync(_store, erasure, _customer, Version + 1, cancellationToken);
        _fold = folds.Open(_store, _customer);
        await membership.EnsureAsync(cancellationToken);
        foreach (var (customer, revision) in told)
        {
            await Tell(customer, revision, cancellationToken);
        }

        DeactivateOnIdle();
    }

    public async Task<long> Expire(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await Load(cancellationToken);

        // First, since the reader asks again only when this turn has ended: what it finds then has a greater version.
        await _reader.InvalidateAsync(Version + 1);
        var expired = await folds.Retention.ExpireAsync(_store, _customer, before, cancellationToken);
        if (expired.Interactions == 0)
        {
            return 0;
        }

        _fold = folds.Open(_store, _customer);
        await membership.EnsureAsync(cancellationToken);
        foreach (var (customer, revision) in expired.Told)
        {
            await Tell(customer, revision, cancellationToken);
        }

        DeactivateOnIdle();
        return expired.Interactions;
    }

    public async Task<ExportPart> Export(ExportPosition? next, CancellationToken cancellationToken)
    {
        await membership.EnsureAsync(cancellationToken);
        await Load(cancellationToken);
        ImmutableArray<CustomerId> customers = [_customer, .. _fold.Merges.Merged];
        return next is not { Customer: >= 0 }
            ? await ExportInteractions(customers, next?.Interaction ?? 0, cancellationToken)
            : await ExportLists(customers, next, cancellationToken);
    }

    private async Task<ExportPart> ExportInteractions(
        ImmutableArray<CustomerId> customers, long after, CancellationToken cancellationToken)
    {
        var rows = await folds.Log.ReadCustomersAsync(_store, customers, after, ExportPart.MaxRows, cancellationToken);
        return new(
            [.. rows.Select(row => new ExportedInteraction(row.Interaction, row.RecordedAt, row.IsImported))],
            [],
            rows.Count < ExportPart.MaxRows ? new(0, 0, null) : new(rows[^1].Position, -1, null));
    }

    private async Task<ExportPart> ExportLists(
        ImmutableArray<CustomerId> customers, ExportPosition position, CancellationToken cancellationToken)
    {
        if (position.Customer >= customers.Length)
        {
            return new([], [], null);
        }

        var shown = await folds.Impressions.ReadCustomerAsync(
            _store, customers[position.Customer], position.List, ExportPart.MaxRows, cancellationToken);
        ExportPosition? next = shown.Count == ExportPart.MaxRows ? position with { List = shown[^1].RecommendationId }
            : position.Customer + 1 < customers.Length ? new(0, position.Customer + 1, null)
            : null;
        return new([], [.. shown.Select(ToExported)], next);
    }

    private ImmutableArray<Interaction> WithoutErased(ImmutableArray<Interaction> interactions) =>
        _fold.Privacy.ErasedAt is { } erasedAt
            ? [.. interactions.Where(interaction => interaction.OccurredAt > erasedAt)]
            : interactions;

    private static ExportedList ToExported(Impression shown) => new(
        shown.RecommendationId,
        shown.Customer,
        shown.ShownAt,
        shown.Slot,
        shown.Tier,
        shown.ModelVersion,
        [.. shown.Products.Select(product => product.Product)]);
}
