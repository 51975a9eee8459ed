using SmartRetail.Recommender.Sequences;

namespace SmartRetail.Training.Fitting;

/// <summary>A stretch of one customer's sequence, and what each of its items is to predict.</summary>
/// <param name="Targets">One for each input; drawn anew each epoch.</param>
internal readonly record struct TrainingWindow(ReadOnlyMemory<int> Inputs, ReadOnlyMemory<int> Targets)
{
    /// <summary>
    /// Cuts every sequence from its end into windows of up to <paramref name="maxLength"/> inputs, so that every item but
    /// a customer's last is an input once.
    /// </summary>
    public static TrainingWindow[] Cut(SequenceDataset data, TrainingTargets targets, int maxLength)
    {
        var windows = new List<TrainingWindow>();
        for (var customer = 0; customer < data.Customers; customer++)
        {
            var items = data.ItemsOf(customer);
            var wanted = targets.Of(customer);
            for (var end = items.Length - 1; end >= 1;)
            {
                var start = Math.Max(0, end - maxLength);
                windows.Add(new(items[start..end], wanted[start..end]));
                end = start;
            }
        }

        return [.. windows];
    }
}
