using SmartRetail.Recommender.Sequences;

namespace SmartRetail.Recommender.CountModels;

/// <summary>
/// The most frequent items, whoever asks. With a half-life H an interaction of age t counts 2^(-t / H).
/// </summary>
public sealed class PopularModel(PopularOptions? options = null) : CountModel
{
    private readonly PopularOptions _options = options ?? new();
    private float[] _counts = [];

    public override string Name => "popular";

    internal override ReadOnlySpan<float> Background => _counts;

    internal override void ScoreOne(in InteractionSequence history, ItemScores scores)
    {
    }

    private protected override void Count(SequenceDataset data) =>
        _counts = _options.HalfLife is { } halfLife && data.HasTimes
            ? CountDecayed(data, halfLife)
            : Array.ConvertAll(data.CountItems(), count => (float)count);

    private static float[] CountDecayed(SequenceDataset data, TimeSpan halfLife)
    {
        var newest = long.MinValue;
        for (var customer = 0; customer < data.Customers; customer++)
        {
            foreach (var time in data.TimesOf(customer).Span)
            {
                newest = Math.Max(newest, time);
            }
        }

        var counts = new double[data.Vocabulary.Count];
        for (var customer = 0; customer < data.Customers; customer++)
        {
            var items = data.ItemsOf(customer).Span;
            var times = data.TimesOf(customer).Span;
            for (var at = 0; at < items.Length; at++)
            {
                counts[items[at]] += double.Exp2((times[at] - newest) / halfLife.TotalMilliseconds);
            }
        }

        return Array.ConvertAll(counts, count => (float)count);
    }
}
