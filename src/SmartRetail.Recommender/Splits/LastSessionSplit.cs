using SmartRetail.Recommender.Sequences;

namespace SmartRetail.Recommender.Splits;

/// <summary>
/// For logs with times, where an order's lines share one minute and "the last item" means nothing: the products of a
/// customer's last session are the test, those of the session before the validation. A session ends where nothing
/// happens for longer than the gap. Customers with fewer than three sessions are only trained on.
/// </summary>
/// <remarks>Prepare the data with <see cref="SequencePreparation.Everything"/>, or sessions lose what they had.</remarks>
/// <param name="sessionGap">
/// The pause that ends a session. Zero: interactions of one time are one session, which is right for orders whose lines
/// share their time. Default: 30 minutes.
/// </param>
public sealed class LastSessionSplit(TimeSpan? sessionGap = null) : ISplit
{
    /// <summary>The pause that ends a session, where nothing else is said.</summary>
    public static readonly TimeSpan DefaultGap = TimeSpan.FromMinutes(30);

    private readonly long _gap = (long)(sessionGap ?? DefaultGap).TotalMilliseconds;

    /// <summary>last-session, or last-order where the gap is zero.</summary>
    public string Name => _gap == 0 ? "last-order" : "last-session";

    /// <exception cref="ArgumentException">The dataset has no times.</exception>
    public EvaluationSplit Split(SequenceDataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (!data.HasTimes)
        {
            throw new ArgumentException("the last session can be held out only where interactions have times", nameof(data));
        }

        var split = new SplitBuilder(data);
        for (var customer = 0; customer < data.Customers; customer++)
        {
            var times = data.TimesOf(customer).Span;
            var testStart = SessionStart(times, times.Length);
            var validationStart = SessionStart(times, testStart);
            if (validationStart == 0)
            {
                split.Train(data.SequenceOf(customer));
            }
            else
            {
                split.HoldOut(data.SequenceOf(customer), validationStart, testStart);
            }
        }

        return split.Build();
    }

    /// <summary>Where the session that ends before <paramref name="end"/> begins; 0 when there is none before it.</summary>
    private int SessionStart(ReadOnlySpan<long> times, int end)
    {
        var start = Math.Max(end - 1, 0);
        while (start > 0 && times[start] - times[start - 1] <= _gap)
        {
            start--;
        }

        return start;
    }
}
