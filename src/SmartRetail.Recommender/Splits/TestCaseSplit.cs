using SmartRetail.Recommender.Sequences;

namespace SmartRetail.Recommender.Splits;

/// <summary>
/// For data that comes with its own test: the cases of a file are the test, the last sessions of the data the
/// validation, the rest is trained on. Every beginning of a validation session asks for the item after it.
/// </summary>
/// <remarks>The data's sessions must be in the order of their time, for which the file's order stands.</remarks>
/// <param name="test">The cases, read with the vocabulary of the data that is split.</param>
/// <param name="validationShare">The last share of the sessions that is validation, at least one session. Default: 2 %.</param>
/// <param name="maxValidationCases">
/// The most validation cases; fewer sessions are held out where the share has more, yet at least one. Default: 20,000.
/// </param>
public sealed class TestCaseSplit(
    TestCases test, double validationShare = TestCaseSplit.DefaultValidationShare, int maxValidationCases = 20_000) : ISplit
{
    /// <summary>The share of the sessions that is validation, where nothing else is said.</summary>
    public const double DefaultValidationShare = 0.02;

    public string Name => "test-cases";

    /// <exception cref="ArgumentException">The cases were read with another vocabulary.</exception>
    public EvaluationSplit Split(SequenceDataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfNegative(validationShare);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(validationShare, 1);
        if (!test.Vocabulary.Products.Take(data.Vocabulary.Count).SequenceEqual(data.Vocabulary.Products))
        {
            throw new ArgumentException("the cases were read with the vocabulary of other data", nameof(data));
        }

        var split = new SplitBuilder(data);
        var firstHeldOut = FirstHeldOut(data);
        for (var session = 0; session < data.Customers; session++)
        {
            var sequence = data.SequenceOf(session);
            if (session < firstHeldOut)
            {
                split.Train(sequence);
                continue;
            }

            for (var length = 1; length < sequence.Length; length++)
            {
                split.Validate(sequence.Slice(0, length), sequence.Items.Slice(length, 1));
            }
        }

        return split.Build(test.Vocabulary) with { Test = test.Cases };
    }

    private int FirstHeldOut(SequenceDataset data)
    {
        // The first session is always trained on: without any there would be no model to judge.
        var wanted = Math.Max(1, (int)(data.Customers * validationShare));
        var earliest = Math.Max(1, data.Customers - wanted);
        var first = data.Customers;
        var cases = 0;
        while (first > earliest)
        {
            cases += data.ItemsOf(first - 1).Length - 1;
            if (cases > maxValidationCases && first < data.Customers)
            {
                break;
            }

            first--;
        }

        return first;
    }
}
