using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Privacy;
using SmartRetail.Grains.Customers;
using SmartRetail.Grains.Replicas;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Recommender.Privacy;

namespace SmartRetail.Grains.Privacy;

/// <summary>
/// Carries erasures out: first makes it durable that they are to be, then lets each customer's own grain erase in a turn of its
/// own, then tells every silo. It keeps nothing, so that one that was killed is taken up again by any other.
/// </summary>
[GrainType("privacy")]
[Reentrant]
internal sealed partial class PrivacyGrain(
    IErasures erasures, ICustomerMerges merges, ServingSilos silos, TimeProvider clock, ILogger<PrivacyGrain> logger)
    : Grain, IPrivacyGrain, IErasureKeeper
{
    // What is younger is mostly in the hands of the call that has begun it; where two carry it out, the second finds it done.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private long? _resumedAt;

    private StoreId Store => new(this.GetPrimaryKeyString());

    public async Task<ErasureReceipt> Erase(
        ErasureId erasure, CustomerId customer, CancellationToken cancellationToken)
    {
        if (Identifier.Check("customer", customer.Value) is { } error)
        {
            throw new ArgumentException(error.ToString(), nameof(customer));
        }

        var found = await erasures.FindAsync(Store, erasure, cancellationToken);
        if (found is not { CompletedAt: not null })
        {
            await erasures.BeginAsync(Store, erasure, customer, cancellationToken);
            found = await CarryOut(erasure, customer, cancellationToken);
        }

        return await ToReceipt(found, cancellationToken);
    }

    public async Task<ErasureCheck?> Find(
        ErasureId erasure, CustomerId? customer, CancellationToken cancellationToken)
    {
        if (await erasures.FindAsync(Store, erasure, cancellationToken) is not { } found)
        {
            return null;
        }

        var receipt = await ToReceipt(found, cancellationToken);
        return customer is { } named
            ? new(
                receipt,
                await erasures.HashAsync(Store, named, cancellationToken) == found.Customer,
                await erasures.CountUntilAsync(Store, named, found.CompletedAt ?? found.RequestedAt, cancellationToken))
            : new(receipt, null, null);
    }

    public async Task Resume()
    {
        if (_resumedAt is { } before && clock.GetElapsedTime(before) < Pause)
        {
            return;
        }

        _resumedAt = clock.GetTimestamp();
        foreach (var pending in await erasures.ListPendingAsync(Store))
        {
            if (clock.GetUtcNow() - pending.RequestedAt > Patience)
            {
                LogResumed(Store, pending.Id);
                await TryCarryOut(pending);
            }
        }
    }

    // One that cannot be carried out now must not keep the others waiting; it is found again.
    private async Task TryCarryOut(PendingErasure pending)
    {
        try
        {
            await CarryOut(pending.Id, pending.Customer, CancellationToken.None);
        }
        catch (Exception error)
        {
            LogPending(error, Store, pending.Id);
        }
    }

    private async Task<Erasure> CarryOut(ErasureId erasure, CustomerId customer, CancellationToken cancellationToken)
    {
        var merged = (await merges.ReadAsync(Store, customer, cancellationToken))
            .Where(merge => merge.Customer == customer && merge.IsInForce)
            .Select(merge => merge.Anonymous);

        // The anonymous ones first: as long as one is left, the customer is found to be merged with it.
        ImmutableArray<CustomerId> customers = [.. merged, customer];
        foreach (var one in customers)
        {
            await GrainFactory.GetGrain<IErasableCustomer>(RetailGrains.CustomerKey(Store, one))
                .Erase(erasure, cancellationToken);
        }

        await silos.ToAll(silo => silo.ForgetCustomers(Store, customers));
        return await erasures.CompleteAsync(Store, erasure, cancellationToken);
    }

    private async Task<ErasureReceipt> ToReceipt(Erasure erasure, CancellationToken cancellationToken)
    {
        var learned = ImmutableArray<ModelVersion>.Empty;
        if (erasure.FirstRecordedAt is { } first)
        {
            var models = await GrainFactory.ModelRegistry(Store).List(cancellationToken);
            learned =
            [
                .. models.Models
                    .Where(model => model.CreatedAt >= first &&
                        (model.ReadAt ?? model.CreatedAt) <= (erasure.CompletedAt ?? DateTimeOffset.MaxValue))
                    .Select(model => model.Version)
                    .Order(),
            ];
        }

        return new(
            erasure.Id,
            erasure.RequestedAt,
            erasure.CompletedAt,
            erasure.Customers,
            erasure.Interactions,
            erasure.Impressions,
            erasure.Others,
            learned,
            erasure.Customer.Hex);
    }

    [LoggerMessage(LogLevel.Warning, "Store {Store}: erasure {Erasure} could not be carried out; this is tried again")]
    private partial void LogPending(Exception error, StoreId store, ErasureId erasure);

    [LoggerMessage(LogLevel.Warning, "Store {Store}: carries on with erasure {Erasure}, which was cut short")]
    private partial void LogResumed(StoreId store, ErasureId erasure);
}
