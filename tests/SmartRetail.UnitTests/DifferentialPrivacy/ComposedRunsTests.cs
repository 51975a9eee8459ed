using SmartRetail.Recommender.DifferentialPrivacy;

namespace SmartRetail.UnitTests.DifferentialPrivacy;

/// <summary>What several private runs on the same customers promise together.</summary>
public sealed class ComposedRunsTests
{
    private const double Delta = 1e-5;

    private static readonly SampledSteps Run = new(1.2, 0.05, 400);
    private static readonly SampledSteps Other = new(0.9, 0.02, 900);

    [Fact]
    public void Alike_runs_cost_what_one_run_of_all_their_steps_does() => Assert.Equal(
        PrivacyAccountant.Epsilon(1.2, 0.05, 1_200, Delta), PrivacyAccountant.Compose([Run, Run, Run], Delta), 1e-9);

    [Fact]
    public void Different_runs_cost_more_than_each_and_less_than_the_sum_of_their_epsilons()
    {
        var (one, other) = (PrivacyAccountant.Compose([Run], Delta), PrivacyAccountant.Compose([Other], Delta));

        Assert.InRange(PrivacyAccountant.Compose([Run, Other], Delta), Math.Max(one, other) + 0.01, one + other - 0.01);
    }

    [Fact]
    public void A_run_without_noise_leaves_no_promise() =>
        Assert.Equal(double.PositiveInfinity, PrivacyAccountant.Compose([Run, new(0, 0.05, 1)], Delta));
}
