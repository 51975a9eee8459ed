using SmartRetail.Recommender.Sequences;

namespace SmartRetail.Recommender.Splits;

/// <summary>Collects the three parts of a split, customer by customer.</summary>
internal sealed class SplitBuilder(SequenceDataset data)
{
    private readonly List<int> _items = new(data.Interactions);
    private readonly List<long> _times = new(data.HasTimes ? data.Interactions : 0);
    private readonly List<byte> _kinds = new(data.HasKinds ? data.Interactions : 0);
    private readonly List<int> _offsets = [0];
    private readonly List<HeldOutCase> _validation = [];
    private readonly List<HeldOutCase> _test = [];

    /// <summary>Trains on all of the customer.</summary>
    public void Keep(int customer) => Train(customer, data.ItemsOf(customer).Length);

    /// <summary>Trains on what is before the validation part, which ends where the test part begins.</summary>
    public void HoldOut(int customer, int validationStart, int testStart)
    {
        var sequence = data.SequenceOf(customer);
        Train(customer, validationStart);
        _validation.Add(new(sequence.Slice(0, validationStart), Distinct(sequence.Items[validationStart..testStart])));
        _test.Add(new(sequence.Slice(0, testStart), Distinct(sequence.Items[testStart..])));
    }

    public EvaluationSplit Build() => new(
        new(
            data.Vocabulary,
            [.. _items],
            [.. _offsets],
            data.HasTimes ? [.. _times] : null,
            data.HasKinds ? [.. _kinds] : null),
        _validation,
        _test);

    private void Train(int customer, int length)
    {
        _items.AddRange(data.ItemsOf(customer).Span[..length]);
        if (data.HasTimes)
        {
            _times.AddRange(data.TimesOf(customer).Span[..length]);
        }

        if (data.HasKinds)
        {
            _kinds.AddRange(data.KindsOf(customer).Span[..length]);
        }

        _offsets.Add(_items.Count);
    }

    private static ReadOnlyMemory<int> Distinct(ReadOnlyMemory<int> items) =>
        items.Length == 1 ? items : items.ToArray().Distinct().ToArray();
}
