using SmartRetail.Recommender.Blending;
using SmartRetail.Recommender.CountModels;
using SmartRetail.Recommender.Metrics;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Recommender.Splits;
using SmartRetail.UnitTests.Sequences;

namespace SmartRetail.UnitTests.Blending;

public sealed class BlendTests
{
    private const int Items = 100;
    private static readonly SequenceDataset Training =
        Datasets.Of(Items, [.. Enumerable.Range(0, Items).Select(Steps)]);

    /// <summary>After item i comes i + 1 in nine cases of ten, and otherwise any.</summary>
    private static readonly HeldOutCase[] Cases = CreateCases(new Random(3));

    [Fact]
    public void A_component_that_knows_gets_the_weight_and_noise_gets_none()
    {
        var blend = Fit([Knows("knows", item => true), Noise("noise")]);

        Assert.InRange(blend.Weights["knows"], 0.5, 2);
        Assert.InRange(blend.Weights["noise"], -0.1, 0.1);
    }

    [Fact]
    public void Components_that_know_different_things_are_better_together_than_either()
    {
        var even = Knows("even", item => item % 2 == 0);
        var odd = Knows("odd", item => item % 2 == 1);

        var blend = Fit([even, odd]);

        Assert.Equal(0.9, Accuracy(blend), tolerance: 0.05);
        Assert.Equal(0.45, Accuracy(even.Scorer), tolerance: 0.05);
        Assert.Equal(0.45, Accuracy(odd.Scorer), tolerance: 0.05);
    }

    [Fact]
    public void Counts_are_combined_with_networks()
    {
        var blend = Fit([Knows("even", item => item % 2 == 0), Counts("markov"), Counts("popular"), Counts("repeat")]);

        Assert.Equal(0.9, Accuracy(blend), tolerance: 0.05);
        Assert.Contains("even", blend.Weights.Keys);
        Assert.Contains("markov.amount", blend.Weights.Keys);
        Assert.Contains("popular.background", blend.Weights.Keys);
        Assert.Contains("repeat.recency", blend.Weights.Keys);
    }

    [Fact]
    public void Counts_that_come_as_any_scorer_count_as_those_that_are_known()
    {
        var counts = Counts("markov");
        var dense = new float[Items][];
        for (var item = 0; item < Items; item++)
        {
            dense[item] = Score(counts.Scorer, item);
        }

        var blend = Fit([counts]);
        var other = Fit([counts with { Scorer = new TableScorer(dense) }]);

        Assert.Equal(blend.Weights, other.Weights);
        Assert.Equal(Score(blend, 4), Score(other, 4));
    }

    [Fact]
    public void Every_item_gets_a_finite_score()
    {
        var blend = Fit([Knows("knows", item => true), Noise("noise"), Counts("markov"), Counts("repeat")]);

        Assert.All(Score(blend, 0), score => Assert.True(float.IsFinite(score)));
    }

    [Fact]
    public void The_same_seed_learns_the_same_weights_on_any_number_of_threads()
    {
        BlendComponent[] components = [Knows("knows", item => true), Noise("noise"), Counts("markov")];

        Assert.Equal(Fit(components, threads: 1).Weights, Fit(components, threads: 3).Weights);
    }

    [Fact]
    public void Cases_that_no_component_can_answer_leave_the_weights_that_are_taken_without_evidence()
    {
        HeldOutCase[] unanswerable = [new(InteractionSequence.Of(0), InteractionSequence.Of(50).Items)];

        var blend = Blend.Fit(
            [Counts("markov")],
            Training,
            unanswerable,
            maskSeen: false,
            threads: 1,
            seed: 1,
            TestContext.Current.CancellationToken);

        Assert.Equal(1, blend.Weights["markov.amount"]);
        Assert.Equal(0, blend.Weights["markov.any"]);
    }

    [Fact]
    public void Masked_items_teach_nothing()
    {
        // The network is sure of the item that was just there; where that is masked, the network is no worse for it.
        var rows = Table(item => true);
        for (var item = 0; item < Items; item++)
        {
            rows[item][item] = 20;
        }

        var network = new BlendComponent("network", new TableScorer(rows), IsNetwork: true);

        Assert.InRange(Fit([network], maskSeen: true).Weights["network"], 0.5, 2);
        Assert.InRange(Fit([network], maskSeen: false).Weights["network"], -0.1, 0.3);
    }

    [Fact]
    public void Two_components_with_one_name_are_refused() =>
        Assert.Throws<ArgumentException>(() => Fit([Noise("one"), Noise("one")]));

    [Fact]
    public void Without_cases_nothing_can_be_learned() =>
        Assert.Throws<ArgumentException>(() => Blend.Fit(
            [Noise("noise")],
            Training,
            [],
            maskSeen: false,
            threads: 1,
            seed: 1,
            TestContext.Current.CancellationToken));

    private static Blend Fit(BlendComponent[] components, bool maskSeen = false, int threads = 2) => Blend.Fit(
        components, Training, Cases, maskSeen, threads, seed: 1, TestContext.Current.CancellationToken);

    private static double Accuracy(ISequenceScorer scorer) => new RankingEvaluator(Training.CountItems()).Evaluate(
        Cases, scorer, maskSeen: false, cancellationToken: TestContext.Current.CancellationToken).Metrics["accuracy"];

    private static float[] Score(ISequenceScorer scorer, int item)
    {
        var scores = new float[Items];
        scorer.Score([InteractionSequence.Of(item)], scores);
        return scores;
    }

    private static BlendComponent Knows(string name, Func<int, bool> isKnown) =>
        new(name, new TableScorer(Table(isKnown)), IsNetwork: true);

    private static BlendComponent Noise(string name)
    {
        var random = new Random(7);
        var rows = Table(item => false);
        foreach (var row in rows)
        {
            for (var item = 0; item < Items; item++)
            {
                row[item] = 2 * random.NextSingle();
            }
        }

        return new(name, new TableScorer(rows), IsNetwork: true);
    }

    private static BlendComponent Counts(string name)
    {
        var model = CountModel.Create(name);
        model.Fit(Training);
        return new(name, model, IsNetwork: false);
    }

    /// <summary>Logits that say what comes next after the items that are known, and nothing after the others.</summary>
    private static float[][] Table(Func<int, bool> isKnown)
    {
        var rows = new float[Items][];
        for (var item = 0; item < Items; item++)
        {
            rows[item] = new float[Items];
            rows[item][Next(item)] = isKnown(item) ? 6 : 0;
        }

        return rows;
    }

    private static HeldOutCase[] CreateCases(Random random) =>
    [
        .. Enumerable.Range(0, 2_000).Select(at => at % Items).Select(item => new HeldOutCase(
            InteractionSequence.Of(item),
            InteractionSequence.Of(random.Next(10) > 0 ? Next(item) : random.Next(Items)).Items)),
    ];

    private static int[] Steps(int item) => [item, Next(item)];

    private static int Next(int item) => (item + 1) % Items;
}
