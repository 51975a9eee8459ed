using SmartRetail.Recommender.Sequences;

namespace SmartRetail.Recommender.CountModels;

/// <summary>
/// Item neighborhoods: the cosine of two items is the number of customers who had both, over the root of the product of
/// the numbers who had each, shrunk so that two rare items that met once are no close neighbors (Sarwar et al. 2001;
/// Ferrari Dacrema et al. 2019). An item's score is its cosine summed over the whole history, itself included: who buys
/// again is no stranger.
/// </summary>
public sealed class ItemKnnModel(ItemKnnOptions? options = null) : CountModel
{
    private readonly ItemKnnOptions _options = options ?? new();
    private SparseRows _cosines = SparseRows.Empty;

    public override string Name => "itemknn";

    internal override void ScoreOne(in InteractionSequence history, ItemScores scores)
    {
        var items = history.Items.Span;
        for (var at = 0; at < items.Length; at++)
        {
            if (!items[..at].Contains(items[at]))
            {
                _cosines.AddRow(items[at], 1, scores);
            }
        }
    }

    private protected override void Count(SequenceDataset data)
    {
        var occurrences = new Occurrences(data);
        var customersOf = CountCustomers(occurrences, data.Vocabulary.Count);
        var counter = new TogetherCounter(data.Vocabulary.Count);
        _cosines = SparseRows.Create(
            data.Vocabulary.Count, data.Vocabulary.Count, _options.MaxNeighbors, AddCosines);

        void AddCosines(int item, ItemScores row)
        {
            var previous = -1;
            foreach (var (customer, _) in occurrences.Of(item))
            {
                if (customer != previous)
                {
                    counter.Add(data.ItemsOf(customer).Span);
                    previous = customer;
                }
            }

            counter.MoveTo(row, (other, together) =>
                together / (Math.Sqrt((double)customersOf[item] * customersOf[other]) + _options.Shrinkage));
        }
    }

    private static int[] CountCustomers(Occurrences occurrences, int items)
    {
        var counts = new int[items];
        for (var item = 0; item < items; item++)
        {
            var previous = -1;
            foreach (var (customer, _) in occurrences.Of(item))
            {
                counts[item] += customer == previous ? 0 : 1;
                previous = customer;
            }
        }

        return counts;
    }
}
