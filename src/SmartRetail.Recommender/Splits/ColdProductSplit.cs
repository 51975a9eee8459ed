using SmartRetail.Recommender.Sequences;

namespace SmartRetail.Recommender.Splits;

/// <summary>
/// Asks how products fare that nobody has acted on yet: a share of the products, drawn by chance, is hidden, in another
/// split, from training, from validation and from all histories. The test cases are those of the other split that a
/// hidden product comes next in, and only hidden products are relevant in them.
/// </summary>
/// <remarks>
/// Hidden products stay in the vocabulary and are ranked among all items, without any training row of their own. Cases
/// that are left without history or without a relevant item are left out.
/// </remarks>
/// <param name="inner">The split whose parts are taken.</param>
/// <param name="hiddenShare">The share of the products that is hidden, at least one. Default: 5 %.</param>
/// <param name="seed">Which products are hidden. Default: 1.</param>
public sealed class ColdProductSplit(ISplit inner, double hiddenShare = 0.05, int seed = 1) : ISplit
{
    public string Name => "cold-product";

    public EvaluationSplit Split(SequenceDataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(hiddenShare);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(hiddenShare, 1);
        var whole = inner.Split(data);
        var isHidden = Hide(whole.Training.Vocabulary.Count);
        var split = new SplitBuilder(whole.Training);
        for (var customer = 0; customer < whole.Training.Customers; customer++)
        {
            split.Train(WithoutHidden(whole.Training.SequenceOf(customer), isHidden));
        }

        foreach (var held in whole.Validation)
        {
            var history = WithoutHidden(held.History, isHidden);
            var next = Array.FindAll(held.Relevant.ToArray(), item => !isHidden[item]);
            if (history.Length > 0 && next.Length > 0)
            {
                split.Validate(history, next);
            }
        }

        foreach (var held in whole.Test)
        {
            var next = Array.FindAll(held.Relevant.ToArray(), item => isHidden[item]);
            var history = WithoutHidden(held.History, isHidden);
            if (history.Length > 0 && next.Length > 0)
            {
                split.Test(history, next);
            }
        }

        return split.Build();
    }

    private bool[] Hide(int items)
    {
        int[] order = [.. Enumerable.Range(0, items)];
        new Random(seed).Shuffle(order);
        var isHidden = new bool[items];
        foreach (var item in order[..Math.Clamp((int)Math.Round(items * hiddenShare), Math.Min(1, items), items)])
        {
            isHidden[item] = true;
        }

        return isHidden;
    }

    private static InteractionSequence WithoutHidden(InteractionSequence sequence, bool[] isHidden)
    {
        var items = sequence.Items.Span;
        var kept = new List<int>(items.Length);
        for (var at = 0; at < items.Length; at++)
        {
            if (!isHidden[items[at]])
            {
                kept.Add(at);
            }
        }

        return kept.Count == items.Length
            ? sequence
            : new(Pick(sequence.Items, kept), Pick(sequence.Kinds, kept), Pick(sequence.Times, kept));
    }

    private static ReadOnlyMemory<T> Pick<T>(ReadOnlyMemory<T> values, List<int> kept)
    {
        if (values.IsEmpty)
        {
            return values;
        }

        var picked = new T[kept.Count];
        for (var at = 0; at < picked.Length; at++)
        {
            picked[at] = values.Span[kept[at]];
        }

        return picked;
    }
}
