using SmartRetail.Recommender.Sequences;

namespace SmartRetail.Recommender.Splits;

/// <summary>
/// The published protocol: a customer's last item is the test, the one before the validation, the rest is trained on.
/// Customers with fewer than three items are only trained on.
/// </summary>
public sealed class LeaveOneOutSplit : ISplit
{
    public string Name => "leave-one-out";

    public EvaluationSplit Split(SequenceDataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var split = new SplitBuilder(data);
        for (var customer = 0; customer < data.Customers; customer++)
        {
            var length = data.ItemsOf(customer).Length;
            if (length < 3)
            {
                split.Train(data.SequenceOf(customer));
            }
            else
            {
                split.HoldOut(data.SequenceOf(customer), length - 2, length - 1);
            }
        }

        return split.Build();
    }
}
