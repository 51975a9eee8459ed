using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Training;
using SmartRetail.Recommender.Interactions;
using SmartRetail.Recommender.Privacy;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Training.Fitting;

namespace SmartRetail.Training.Processes;

/// <summary>Reads a store's log, or the customers of some of its shards, and makes training sequences of it.</summary>
internal sealed class StoreSequences(
    StoreId store, TrainingPlan plan, IInteractionLog log, ICustomerPrivacy privacy, FitReporter reporter)
{
    private const int ReadLimit = 10_000;

    /// <summary>
    /// What is no longer in the catalog is left out; what is, and has no interactions yet, is there with its content alone.
    /// Which products are too rare is for the workers together to say where each has only a part. In a private run none is,
    /// and products are numbered by their ids: both would tell of what customers did.
    /// </summary>
    /// <exception cref="FitFailedException">A private run has no catalog that says which products there are.</exception>
    public async Task<(SequenceDataset Data, PreparationReport Preparation)> ReadAsync(
        ShardSet shards, IReadOnlyList<Product> products, CancellationToken cancellationToken)
    {
        var isPrivate = plan.Privacy is not null;
        if (isPrivate && products.Count == 0)
        {
            throw new FitFailedException(
                "a private run takes the products from the catalog, and the store has none: import it first");
        }

        var known = products.Select(product => product.Id).ToHashSet();
        var withdrawn = await DatabasePatience.RepeatAsync(
            () => privacy.ListUntrainedAsync(store, cancellationToken), cancellationToken);
        var preparation = new SequencePreparation
        {
            IsRemoved = known.Count > 0 ? product => !known.Contains(product) : null,
            IsWithdrawn = withdrawn.Contains,
        };
        var builder = new SequenceBuilder(
            shards.IsAll && !isPrivate ? preparation : preparation with { MinItemInteractions = 1 });
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

        var data = isPrivate
            ? builder.Build().Over(VocabularyOf(products), _ => true)
            : builder.Build().WithProducts(products.Select(product => product.Id));
        return (data, builder.Report!);
    }

    private static ItemVocabulary VocabularyOf(IReadOnlyList<Product> products) =>
        new(products.Select(product => product.Id).OrderBy(id => id.Value, StringComparer.Ordinal));

    private Task<IReadOnlyList<LoggedInteraction>> ReadPageAsync(
        ShardSet shards, long position, CancellationToken cancellationToken) =>
        DatabasePatience.RepeatAsync(
            () => log.ReadShardsAsync(store, shards, position, ReadLimit, cancellationToken), cancellationToken);
}
