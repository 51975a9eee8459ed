using SmartRetail.Training.Fitting;

namespace SmartRetail.Training.Privacy;

/// <summary>
/// A window of each of several customers, side by side and right-aligned: what is on the left of a shorter one is empty.
/// </summary>
/// <param name="Length">Of the longest.</param>
/// <param name="Items">One a slot; -1 where it is empty, as in the following.</param>
/// <param name="Weights">Of each slot's target; those of a customer add up to 1.</param>
/// <param name="LeftOut">Where an item's own embedding is left out; may be empty.</param>
internal sealed record CustomerGroup(
    int Customers,
    int Length,
    int[] Items,
    long[] Kinds,
    int[] Targets,
    float[] Weights,
    bool[] LeftOut,
    bool[] TargetsLeftOut,
    int[] Lengths)
{
    private const float Hidden = -1e9f;

    public static CustomerGroup Of(List<int> customers, CustomerWindows windows, Func<int, bool[]> drawLeftOut)
    {
        var lengths = customers.Select(customer => windows.Of(customer)[0].Inputs.Length).ToArray();
        var length = lengths.Max();
        var slots = customers.Count * length;
        var (items, targets, kinds, weights) = (new int[slots], new int[slots], new long[slots], new float[slots]);
        Array.Fill(items, -1);
        Array.Fill(targets, -1);
        for (var at = 0; at < customers.Count; at++)
        {
            var window = windows.Of(customers[at])[0];
            var total = windows.WeightOf(customers[at]);
            var first = ((at + 1) * length) - lengths[at];
            for (var step = 0; step < lengths[at]; step++)
            {
                items[first + step] = window.Inputs.Items.Span[step];
                kinds[first + step] = window.Inputs.Kinds.IsEmpty ? PackedBatch.Unknown : window.Inputs.Kinds.Span[step];
                targets[first + step] = window.Targets.Span[step];
                weights[first + step] = (float)((window.Weights.IsEmpty ? 1 : window.Weights.Span[step]) / total);
            }
        }

        return new(
            customers.Count, length, items, kinds, targets, weights, drawLeftOut(slots), drawLeftOut(slots), lengths);
    }

    /// <summary>A customer's slots that are not empty.</summary>
    public Range SlotsOf(int customer) => (((customer + 1) * Length) - Lengths[customer])..((customer + 1) * Length);

    /// <summary>For each slot, what is added to its attention to each slot of its customer: 0, or very low.</summary>
    public float[] CreateMask()
    {
        var mask = new float[Customers * Length * Length];
        Array.Fill(mask, Hidden);
        for (var customer = 0; customer < Customers; customer++)
        {
            for (var slot = Length - Lengths[customer]; slot < Length; slot++)
            {
                var row = mask.AsSpan(((customer * Length) + slot) * Length, Length);
                row[(Length - Lengths[customer])..(slot + 1)].Clear();
            }
        }

        return mask;
    }

    /// <summary>For each slot and each negative, 0, or <paramref name="hit"/> where the negative is the slot's target.</summary>
    /// <param name="negatives">Ascending.</param>
    public float[] CreateHits(int[] negatives, float hit)
    {
        var hits = new float[Targets.Length * negatives.Length];
        for (var slot = 0; slot < Targets.Length; slot++)
        {
            var found = Targets[slot] < 0 ? -1 : Array.BinarySearch(negatives, Targets[slot]);
            while (found > 0 && negatives[found - 1] == Targets[slot])
            {
                found--;
            }

            for (; found >= 0 && found < negatives.Length && negatives[found] == Targets[slot]; found++)
            {
                hits[(slot * negatives.Length) + found] = hit;
            }
        }

        return hits;
    }
}
