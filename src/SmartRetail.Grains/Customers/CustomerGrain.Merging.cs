using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Customers;
using SmartRetail.Grains.Faults;
using SmartRetail.Recommender.Interactions;

namespace SmartRetail.Grains.Customers;

/// <summary>
/// What merging is about. The anonymous customer's grain owns the merge: its turns order a merge, its undoing and what is
/// recorded in between. It tells the known one, before it acknowledges any of them.
/// </summary>
internal sealed partial class CustomerGrain
{
    private ImmutableArray<string> _awaited = [];

    public async Task<MergeReceipt> MergeInto(CustomerId customer, CancellationToken cancellationToken)
    {
        CheckMerge(customer);
        await Load(cancellationToken);
        var merge = await folds.Merges.MergeAsync(_store, _customer, customer, cancellationToken);
        await membership.EnsureAsync(cancellationToken);
        _fold.Follow(merge);
        return merge switch
        {
            null => new(MergeOutcome.TooMany, 0),
            _ when merge.Customer != customer => new(MergeOutcome.MergedElsewhere, 0),
            _ => new(MergeOutcome.Merged, await Tell(customer, merge.Revision, cancellationToken)),
        };
    }

    public async Task<MergeReceipt> UndoMerge(CustomerId customer, CancellationToken cancellationToken)
    {
        CheckMerge(customer);
        await Load(cancellationToken);
        var merge = await folds.Merges.UndoAsync(_store, _customer, customer, cancellationToken);
        await membership.EnsureAsync(cancellationToken);
        if (merge is { IsInForce: true })
        {
            return new(MergeOutcome.TooLate, 0);
        }

        if (_fold.Merges.Into?.Customer == customer)
        {
            _fold.Follow(null);
        }

        return new(MergeOutcome.Separate, await Tell(customer, merge?.Revision ?? 0, cancellationToken));
    }

    public async Task<long> Follow(CustomerId anonymous, long revision, CancellationToken cancellationToken)
    {
        await membership.EnsureAsync(cancellationToken);
        await Load(cancellationToken);
        if (_fold.Merges.Revisions.GetValueOrDefault(anonymous) < revision)
        {
            await FoldAgain(cancellationToken);
        }
        else
        {
            await _fold.CatchUpAsync(cancellationToken);
        }

        await _reader.InvalidateAsync(Version);
        return Version;
    }

    // A fold of its own, taken over whole: when it cannot be read to its end, the one before it stays.
    private async Task FoldAgain(CancellationToken cancellationToken)
    {
        var fold = folds.Open(_store, _customer);
        if (!await fold.TryLoadAsync(cancellationToken))
        {
            throw new UnavailableException("The database cannot be reached now", Outage.RetryAfter);
        }

        _fold = fold;
        AwaitMerged();
    }

    // The anonymous one's grain tells of what is recorded; of an import it learns only if this silo's follower knows that it
    // matters.
    private void AwaitMerged()
    {
        active.AwaitNoMore(_awaited);
        _awaited = [.. _fold.Merges.Merged.Select(merged => RetailGrains.CustomerKey(_store, merged))];
        active.Await(_awaited);
    }

    private Task TellMerged(CancellationToken cancellationToken) => _fold.Merges.Into is { } merge
        ? Tell(merge.Customer, merge.Revision, cancellationToken)
        : Task.CompletedTask;

    private Task<long> Tell(CustomerId customer, long revision, CancellationToken cancellationToken) =>
        GrainFactory.GetGrain<IMergingCustomer>(RetailGrains.CustomerKey(_store, customer))
            .Follow(_customer, revision, cancellationToken);

    private void CheckMerge(CustomerId customer)
    {
        var errors = MergeRules.Check(_customer, customer);
        if (!errors.IsEmpty)
        {
            throw new ArgumentException(errors[0].ToString(), nameof(customer));
        }
    }
}
