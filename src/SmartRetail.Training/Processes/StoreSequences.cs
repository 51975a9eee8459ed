using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Training;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Recommender.Privacy;
using SmartRetail.Recommender.Sequences;

namespace SmartRetail.Training.Processes;

/// <summary>Reads a store's log, or the customers of some of its shards, and makes training sequences of it.</summary>
internal sealed class StoreSequences(StoreId store, IInteractionLog log, ICustomerPrivacy privacy, FitReporter reporter)
{
    private const int ReadLimit = 10_000;

    /// <summary>
    /// What is no longer in the catalog is left out; what is, and has no interactions yet, is there with its content alone.
    /// Which products are too rare is for the workers together to say where each has only a part.
    /// </summary>
    public async Task<(SequenceDataset Data, PreparationReport Preparation)> ReadAsync(
        ShardSet shards, IReadOnlyList<Product> products, CancellationToken cancellationToken)
    {
        var known = products.Select(product => product.Id).ToHashSet();
        var withdrawn = await DatabasePatience.RepeatAsync(
            () => privacy.ListUntrainedAsync(store, cancellationToken), cancellationToken);
        var preparation = new SequencePreparation
        {
            IsRemoved = known.Count > 0 ? product => !known.Contains(product) : null,
            IsWithdrawn = withdrawn.Contains,
        };
        var builder = new SequenceBuilder(shards.IsAll ? preparation : preparation with { MinItemInteractions = 1 });
        var total = await log.CountAsync(store, cancellationToken) * shards.Count / ShardSet.Shards;
        var read = 0L;
        var position = 0L;
        while (await ReadPageAsync(shards, position, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var logged in page)
            {
                builder.Add(logged.Interaction);
            }

            position = page[^1].Position;
            read += page.Count;
            reporter.Reach(TrainingRunState.Preparing, (double)read / Math.Max(total, 1));
        }

        var data = builder.Build().WithProducts(products.Select(product => product.Id));
        return (data, builder.Report!);
    }

    private Task<IReadOnlyList<LoggedInteraction>> ReadPageAsync(
        ShardSet shards, long position, CancellationToken cancellationToken) =>
        DatabasePatience.RepeatAsync(
            () => log.ReadShardsAsync(store, shards, position, ReadLimit, cancellationToken), cancellationToken);
}
