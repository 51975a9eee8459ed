using SmartRetail.Recommender.Sequences;

namespace SmartRetail.Training.Fitting;

/// <summary>A stretch of one customer's sequence, and what each of its items is to predict.</summary>
/// <param name="Targets">One for each input; drawn anew each epoch.</param>
/// <param name="Weights">What each target counts in the loss; empty where all count alike.</param>
internal readonly record struct TrainingWindow(
    InteractionSequence Inputs, ReadOnlyMemory<int> Targets, ReadOnlyMemory<float> Weights)
{
    /// <summary>The sum of the targets' weights.</summary>
    public double Weight => Weights.IsEmpty ? Inputs.Length : System.Numerics.Tensors.TensorPrimitives.Sum(Weights.Span);

    /// <summary>
    /// Cuts every sequence from its end into windows of up to <paramref name="maxLength"/> inputs, so that every item but
    /// a customer's last is an input once.
    /// </summary>
    public static TrainingWindow[] Cut(SequenceDataset data, TrainingTargets targets, int maxLength)
    {
        var windows = new List<TrainingWindow>();
        for (var customer = 0; customer < data.Customers; customer++)
        {
            var sequence = data.SequenceOf(customer);
            var wanted = targets.Of(customer);
            var weights = targets.WeightsOf(customer);
            for (var end = sequence.Length - 1; end >= 1;)
            {
                var start = Math.Max(0, end - maxLength);
                windows.Add(new(
                    sequence.Slice(start, end - start),
                    wanted[start..end],
                    weights.IsEmpty ? weights : weights[start..end]));
                end = start;
            }
        }

        return [.. windows];
    }
}
