using SmartRetail.Recommender.Sequences;

namespace SmartRetail.Recommender.Splits;

/// <summary>
/// Train on the past, test on the future: one time for all customers, so that no model learns from what others did later
/// (Ji et al. 2023 measure how much that flatters). A case is a customer's history before the cut, and relevant is what
/// they came to in the window after it. Training ends where validation begins; the test's histories go on to the test.
/// </summary>
/// <remarks>
/// Customers with nothing before a cut, or nothing in the window after it, are no case there: the first are a question for
/// popularity, not for a model of sequences.
/// </remarks>
/// <param name="testShare">The last share, which is the test. Default: 10 %.</param>
/// <param name="validationShare">The share before the test, which is the validation. Default: 10 %.</param>
/// <param name="cut">What the shares are of. Default: of the interactions.</param>
public sealed class TemporalSplit(
    double testShare = 0.1, double validationShare = 0.1, TemporalCut cut = TemporalCut.Interactions) : ISplit
{
    public string Name => "temporal";

    /// <exception cref="ArgumentException">
    /// The dataset has no times, or none that leave something before the validation.
    /// </exception>
    public EvaluationSplit Split(SequenceDataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(testShare);
        ArgumentOutOfRangeException.ThrowIfNegative(validationShare);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(testShare + validationShare, 1, nameof(testShare));
        if (!data.HasTimes)
        {
            throw new ArgumentException("can be cut at a time only where interactions have times", nameof(data));
        }

        var (validationCut, testCut) = Cuts(data);
        var split = new SplitBuilder(data);
        for (var customer = 0; customer < data.Customers; customer++)
        {
            var sequence = data.SequenceOf(customer);
            var validationStart = FirstFrom(sequence.Times.Span, validationCut);
            var testStart = FirstFrom(sequence.Times.Span, testCut);
            split.Train(sequence.Slice(0, validationStart));
            if (validationStart > 0 && testStart > validationStart)
            {
                split.Validate(sequence.Slice(0, validationStart), sequence.Items[validationStart..testStart]);
            }

            if (testStart > 0 && sequence.Length > testStart)
            {
                split.Test(sequence.Slice(0, testStart), sequence.Items[testStart..]);
            }
        }

        var parts = split.Build();
        return parts.Training.Interactions > 0
            ? parts
            : throw new ArgumentException("all interactions are at or after the time of the cut", nameof(data));
    }

    /// <summary>The times at which validation and test begin.</summary>
    private (long Validation, long Test) Cuts(SequenceDataset data)
    {
        var times = new long[data.Interactions];
        for (int customer = 0, at = 0; customer < data.Customers; customer++)
        {
            var own = data.TimesOf(customer).Span;
            own.CopyTo(times.AsSpan(at));
            at += own.Length;
        }

        Array.Sort(times);
        return (At(1 - testShare - validationShare), At(1 - testShare));

        // To 9 digits, so that 1 - 0.1 - 0.1 of ten interactions is eight of them and not seven.
        long At(double share) => cut == TemporalCut.Interactions
            ? times[Math.Min(times.Length - 1, (int)Math.Round(share * times.Length, 9))]
            : times[0] + (long)Math.Round(share * (times[^1] - times[0]));
    }

    private static int FirstFrom(ReadOnlySpan<long> times, long cut)
    {
        var first = times.Length;
        while (first > 0 && times[first - 1] >= cut)
        {
            first--;
        }

        return first;
    }
}
