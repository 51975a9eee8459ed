using SmartRetail.Recommender.CountModels;
using SmartRetail.Recommender.Metrics;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Recommender.Splits;

namespace SmartRetail.UnitTests.Metrics;

/// <summary>The evaluator against <see cref="NaiveRanking"/>, on random cases with many ties.</summary>
public sealed class NaiveRankingTests
{
    private const int Cases = 300;

    // Numbers of items that are, and are not, a multiple of a vector; the second fewer than a list is long.
    [Theory]
    [InlineData(64, 5, true)]
    [InlineData(13, 4, true)]
    [InlineData(517, 3, false)]
    [InlineData(517, 1, true)]
    [InlineData(1_001, 100_000, true)]
    public void Both_computations_agree(int items, int levels, bool maskSeen)
    {
        var random = new Random(items + levels);
        var popularity = Enumerable.Range(1, items).ToArray();
        random.Shuffle(popularity);
        var cases = Enumerable.Range(0, Cases).Select(number => Draw(number, items, random)).ToArray();
        var scores = Enumerable.Range(0, Cases).Select(_ =>
            Enumerable.Range(0, items).Select(_ => (float)random.Next(levels)).ToArray()).ToArray();

        var report = new RankingEvaluator(popularity, threads: 2).Evaluate(
            cases, new Scorer(scores), maskSeen, cancellationToken: TestContext.Current.CancellationToken);
        var expected = NaiveRanking.Evaluate(cases, number => scores[number], popularity, maskSeen);

        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), report.Metrics.Keys);
        Assert.All(expected, pair => Assert.Equal(pair.Value, report.Metrics[pair.Key], tolerance: 1e-9));
        Assert.All(report.Cases.Names, name => Assert.Equal(
            report.Metrics[name], report.Cases.Of(name).Average(), tolerance: 1e-9));
        Assert.Equal(report.Cases.Of("ndcg@10"), report.NdcgAt10);
    }

    // The case's number is its first item's time, by which the scorer knows it.
    private static HeldOutCase Draw(int number, int items, Random random)
    {
        var history = Enumerable.Range(0, 1 + random.Next(8)).Select(_ => random.Next(items)).ToArray();
        var times = new long[history.Length];
        times[0] = number;
        var relevant = Enumerable.Range(0, 1 + random.Next(6)).Select(_ => random.Next(items)).Distinct().ToArray();
        return new(new(history, default, times), relevant);
    }

    private sealed class Scorer(float[][] scores) : ISequenceScorer
    {
        public void Score(ReadOnlySpan<InteractionSequence> histories, Span<float> target)
        {
            for (var row = 0; row < histories.Length; row++)
            {
                var own = scores[histories[row].Times.Span[0]];
                own.CopyTo(target[(row * own.Length)..]);
            }
        }
    }
}
