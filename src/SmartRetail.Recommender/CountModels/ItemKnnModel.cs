using SmartRetail.Recommender.Sequences;

namespace SmartRetail.Recommender.CountModels;

/// <summary>
/// Item neighborhoods: the cosine of two items is the number of customers who had both, over the root of the product of
/// the numbers who had each, shrunk so that two rare items that met once are no close neighbors. An item's score is its
/// cosine summed over the whole history, itself included: who buys again is no stranger.
/// </summary>
public sealed class ItemKnnModel : CountModel
{
    // The shrink term of item-kNN in Ferrari Dacrema et al. 2019, in customers.
    private const double Shrinkage = 10;
    private SparseRows _cosines = SparseRows.Empty;

    public override string Name => "itemknn";

    protected override void Count(SequenceDataset data)
    {
        var itemsOf = new int[data.Customers][];
        var customersOf = new List<int>[data.Vocabulary.Count];
        for (var customer = 0; customer < itemsOf.Length; customer++)
        {
            itemsOf[customer] = [.. data.ItemsOf(customer).ToArray().Distinct()];
            foreach (var item in itemsOf[customer])
            {
                (customersOf[item] ??= []).Add(customer);
            }
        }

        var together = new int[customersOf.Length];
        _cosines = SparseRows.Create(customersOf.Length, CosinesOf);

        IEnumerable<KeyValuePair<int, float>> CosinesOf(int item)
        {
            var touched = new List<int>();
            foreach (var other in (customersOf[item] ?? []).SelectMany(customer => itemsOf[customer]))
            {
                if (together[other]++ == 0)
                {
                    touched.Add(other);
                }
            }

            foreach (var other in touched)
            {
                var either = Math.Sqrt((double)customersOf[item].Count * customersOf[other].Count);
                yield return new(other, (float)(together[other] / (either + Shrinkage)));
                together[other] = 0;
            }
        }
    }

    protected override void ScoreOne(ReadOnlySpan<int> history, Span<float> scores)
    {
        var seen = new HashSet<int>();
        foreach (var item in history)
        {
            if (seen.Add(item))
            {
                _cosines.AddRow(item, scores);
            }
        }
    }
}
