using SmartRetail.Recommender.Sequences;

namespace SmartRetail.Training.Fitting;

/// <summary>A stretch of one customer's sequence: each item is the target of those before it.</summary>
/// <param name="Inputs">Items 0 to n-1 of the stretch.</param>
/// <param name="Targets">Items 1 to n: what came after each input.</param>
internal readonly record struct TrainingWindow(ReadOnlyMemory<int> Inputs, ReadOnlyMemory<int> Targets)
{
    /// <summary>
    /// Cuts every sequence from its end into windows of up to <paramref name="maxLength"/> inputs, so that every item but
    /// a customer's first is a target once.
    /// </summary>
    public static TrainingWindow[] Cut(SequenceDataset data, int maxLength)
    {
        var windows = new List<TrainingWindow>();
        for (var customer = 0; customer < data.Customers; customer++)
        {
            var items = data.ItemsOf(customer);
            for (var end = items.Length; end >= 2;)
            {
                var start = Math.Max(0, end - 1 - maxLength);
                windows.Add(new(items[start..(end - 1)], items[(start + 1)..end]));
                end = start + 1;
            }
        }

        return [.. windows];
    }
}
