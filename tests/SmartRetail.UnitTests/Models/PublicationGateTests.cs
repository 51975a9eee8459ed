using SmartRetail.Contracts;
using SmartRetail.Recommender.Models;

namespace SmartRetail.UnitTests.Models;

/// <summary>A worse model does not pass, nor does one of which too little is known.</summary>
public sealed class PublicationGateTests
{
    private const double Share = 0.05;

    private static readonly ModelVersion Active = new(3);

    [Fact]
    public void The_interval_is_of_the_differences_customer_by_customer()
    {
        double[] opponent = [.. Enumerable.Range(0, 500).Select(customer => customer % 10 / 10.0)];

        var comparison = PublicationGate.Compare(Active, [.. opponent.Select(ndcg => ndcg + 0.01)], opponent, seed: 1);

        // Customers differ much, the two rankings by the same for each: a comparison of means would not see that.
        Assert.Equal(0.01, comparison.Difference, tolerance: 1e-12);
        Assert.Equal(0.01, comparison.Low, tolerance: 1e-12);
        Assert.Equal(0.01, comparison.High, tolerance: 1e-12);
        Assert.Equal(500, comparison.Customers);
        Assert.Equal(1_000, comparison.Draws);
    }

    [Fact]
    public void The_same_seed_draws_the_same_interval()
    {
        var (candidate, opponent) = (Noise(seed: 1, mean: 0.3), Noise(seed: 2, mean: 0.3));

        var first = PublicationGate.Compare(Active, candidate, opponent, seed: 7);
        var second = PublicationGate.Compare(Active, candidate, opponent, seed: 7);

        Assert.Equal(first, second);
    }

    [Theory]
    [InlineData(-0.014, true)]
    [InlineData(-0.016, false)]
    [InlineData(0.1, true)]
    public void Against_the_active_model_the_low_end_may_lose_the_stores_share_of_what_that_one_scores(
        double low, bool passes)
    {
        var decision = PublicationGate.Decide(new(Active, 200, 0.3, 0.3, 0, low, 0.2, 1_000, 1), Share);

        Assert.Equal(passes, decision.IsPassed);
        Assert.Equal(0.015, decision.Margin, tolerance: 1e-12);
    }

    [Theory]
    [InlineData(0.0001, true)]
    [InlineData(0, false)]
    [InlineData(-0.001, false)]
    public void A_first_model_has_to_be_better_than_the_counts_beyond_chance(double low, bool passes)
    {
        var decision = PublicationGate.Decide(new(null, 200, 0.3, 0.3, 0.001, low, 0.2, 1_000, 1), Share);

        Assert.Equal(passes, decision.IsPassed);
    }

    [Fact]
    public void Says_the_figures()
    {
        var decision = PublicationGate.Decide(new(Active, 412, 0.279, 0.3, -0.021, -0.0304, -0.0117, 1_000, 1), Share);

        Assert.Equal(
            "may be worse than model 3 by more than 0.0150: ndcg@10 differs by -0.0210 (-0.0304 to -0.0117, 412 customers)",
            decision.Reason);
    }

    [Fact]
    public void Few_customers_let_nothing_pass()
    {
        double[] better = [.. Enumerable.Repeat(1.0, PublicationGate.LeastCustomers - 1)];

        var decision = PublicationGate.Decide(PublicationGate.Compare(Active, better, new double[better.Length], 1), Share);

        Assert.False(decision.IsPassed);
        Assert.Equal("29 customers have visits to be judged by; 30 are needed", decision.Reason);
    }

    [Fact]
    public void What_was_compared_with_nothing_does_not_pass() =>
        Assert.False(PublicationGate.Decide(null, Share).IsPassed);

    [Fact]
    public void Noise_passes_as_seldom_as_its_interval_says()
    {
        // The two rank alike on average; with no margin the low end is below 0 but for one case in forty.
        var passed = Enumerable.Range(0, 200).Count(trial => PublicationGate.Decide(
            PublicationGate.Compare(
                null, Noise(seed: (2 * trial) + 1, mean: 0.3), Noise(seed: (2 * trial) + 2, mean: 0.3), trial),
            Share).IsPassed);

        Assert.InRange(passed, 0, 14);
    }

    private static double[] Noise(int seed, double mean)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 200).Select(_ => random.NextDouble() < mean ? 1.0 : 0.0)];
    }
}
