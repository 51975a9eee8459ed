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

    /// <summary>Trains on one customer's sequence; an empty one is no customer.</summary>
    public void Train(InteractionSequence sequence)
    {
        if (sequence.Length == 0)
        {
            return;
        }

        _items.AddRange(sequence.Items.Span);
        _times.AddRange(sequence.Times.Span);
        _kinds.AddRange(sequence.Kinds.Span);
        _offsets.Add(_items.Count);
    }

    public void Validate(InteractionSequence history, ReadOnlyMemory<int> next) =>
        _validation.Add(new(history, Distinct(next)));

    public void Test(InteractionSequence history, ReadOnlyMemory<int> next) => _test.Add(new(history, Distinct(next)));

    /// <summary>Trains on what is before the validation part, which ends where the test part begins.</summary>
    public void HoldOut(InteractionSequence sequence, int validationStart, int testStart)
    {
        Train(sequence.Slice(0, validationStart));
        Validate(sequence.Slice(0, validationStart), sequence.Items[validationStart..testStart]);
        Test(sequence.Slice(0, testStart), sequence.Items[testStart..]);
    }

    /// <param name="vocabulary">The data's, or a longer one that begins with it.</param>
    public EvaluationSplit Build(ItemVocabulary? vocabulary = null) => new(
        new(
            vocabulary ?? data.Vocabulary,
            [.. _items],
            [.. _offsets],
            data.HasTimes ? [.. _times] : null,
            data.HasKinds ? [.. _kinds] : null),
        _validation,
        _test);

    private static ReadOnlyMemory<int> Distinct(ReadOnlyMemory<int> items) =>
        items.Length == 1 ? items : items.ToArray().Distinct().ToArray();
}
