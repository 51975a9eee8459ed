using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;

namespace SmartRetail.Client.Interactions;

/// <summary>Hands a batch to its customers' grains, a bounded number of them at a time.</summary>
internal sealed class InteractionRecorder(IGrainFactory grains, AcknowledgedVersions acknowledged, IOptions<RetailClientOptions> options)
{
    public async Task<RecordedBatch> RecordAsync(
        StoreId store, ImmutableArray<Interaction> interactions, CancellationToken cancellationToken)
    {
        var receipts = new ConcurrentDictionary<CustomerId, RecordReceipt>();
        var bounds = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.Value.MaxFanOut,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForEachAsync(
            interactions.GroupBy(interaction => interaction.Customer),
            bounds,
            async (ofCustomer, cancellation) =>
            {
                var receipt = await grains.Customer(store, ofCustomer.Key).Record([.. ofCustomer], cancellation);
                receipts[ofCustomer.Key] = receipt;
                if (receipt.IsRecorded)
                {
                    acknowledged.Note(store, ofCustomer.Key, receipt.ProfileVersion);
                }
            });
        return RecordedBatch.From(receipts);
    }
}

/// <summary>What became of a batch.</summary>
/// <param name="RetryAfter">Set when some customer's interactions were not recorded; sending all again is safe.</param>
internal sealed record RecordedBatch(RecordedAnswer Answer, TimeSpan? RetryAfter)
{
    public static RecordedBatch From(IEnumerable<KeyValuePair<CustomerId, RecordReceipt>> receipts)
    {
        var recorded = receipts.Where(receipt => receipt.Value.IsRecorded).ToImmutableArray();
        return new(
            new(
                recorded.Sum(receipt => receipt.Value.Accepted),
                recorded.Sum(receipt => receipt.Value.Duplicates),
                recorded.ToImmutableSortedDictionary(
                    receipt => receipt.Key.Value, receipt => receipt.Value.ProfileVersion, StringComparer.Ordinal),
                recorded.Sum(receipt => receipt.Value.Erased) is > 0 and var erased ? erased : null),
            receipts.Max(receipt => receipt.Value.RetryAfter));
    }
}
