using SmartRetail.Recommender.DifferentialPrivacy;

namespace SmartRetail.UnitTests.DifferentialPrivacy;

/// <summary>
/// Published are the values in the tests of Google's dp-accounting (rdp_privacy_accountant_test.py); the others are
/// integrated here.
/// </summary>
public sealed class PrivacyAccountantTests
{
    [Theory]
    [InlineData(5, 2.18075656e-3)]
    [InlineData(50, 2.38460375e-2)]
    [InlineData(100, 1.67416308e2)]
    public void Sampled_divergences_are_the_published_ones(int order, double published)
    {
        var divergence = 50 * SampledGaussian.Divergence(noiseMultiplier: 2.5, samplingRate: 0.01, order);

        Assert.Equal(published, divergence, 1e-5 * published);
    }

    [Theory]
    [InlineData(1e-6, 1, 27)]
    [InlineData(1e-3, 1, 2)]
    [InlineData(0.01, 10, 20)]
    [InlineData(0.05, 1.3, 7)]
    [InlineData(0.5, 0.8, 12)]
    public void Sampled_divergences_are_those_of_a_numerical_integration(double rate, double sigma, int order)
    {
        var integrated = Math.Log(1 + MomentAboveOne(rate, sigma, order)) / (order - 1);

        var divergence = SampledGaussian.Divergence(sigma, rate, order);

        Assert.Equal(integrated, divergence, (1e-6 * integrated) + 1e-15);
    }

    [Fact]
    public void Without_sampling_the_noise_is_the_published_one_for_its_epsilon()
    {
        var epsilon = PrivacyAccountant.Epsilon(noiseMultiplier: 4.530877117, samplingRate: 1, steps: 1, delta: 1e-6);

        Assert.Equal(1, epsilon, 1e-4);
    }

    [Fact]
    public void An_order_is_converted_to_the_published_epsilon()
    {
        var epsilon = PrivacyAccountant.ToEpsilon(divergence: 1.1, order: 32, delta: 1e-5);

        Assert.Equal(1.32783806176, epsilon, 1e-10);
    }

    [Theory]
    [InlineData(1, 0.05, 500)]
    [InlineData(3, 0.05, 500)]
    [InlineData(8, 0.01, 2_000)]
    public void The_noise_for_an_epsilon_is_enough_and_hardly_more(double epsilon, double rate, int steps)
    {
        var noise = PrivacyAccountant.NoiseMultiplier(epsilon, rate, steps, delta: 1e-5);

        Assert.InRange(PrivacyAccountant.Epsilon(noise, rate, steps, 1e-5), epsilon * 0.99999, epsilon);
    }

    [Fact]
    public void Without_noise_nothing_is_private() =>
        Assert.Equal(double.PositiveInfinity, PrivacyAccountant.Epsilon(0, 0.05, 1, 1e-5));

    [Fact]
    public void Whoever_is_never_sampled_loses_nothing() =>
        Assert.Equal(0, PrivacyAccountant.Epsilon(noiseMultiplier: 1, samplingRate: 0, steps: 100, delta: 1e-5));

    [Theory]
    [InlineData(0, 0.05, 1e-5, "epsilon")]
    [InlineData(1, 1.01, 1e-5, "samplingRate")]
    [InlineData(1, 0.05, 1, "delta")]
    public void A_value_out_of_its_bounds_is_named(double epsilon, double rate, double delta, string name)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(
            () => PrivacyAccountant.NoiseMultiplier(epsilon, rate, steps: 10, delta));

        Assert.Equal(name, error.ParamName);
    }

    // E over N(0, σ²) of (1 - q + q·e^((2x - 1) / 2σ²))^α - 1, by the trapezoidal rule, whose error falls faster than any
    // power of the step for such a function. The mass is around 0 and around α.
    private static double MomentAboveOne(double rate, double sigma, int order)
    {
        const int Points = 400_000;
        var (from, to) = (-12 * sigma, order + (12 * sigma));
        var width = (to - from) / Points;
        var sum = 0.0;
        for (var point = 0; point <= Points; point++)
        {
            var x = from + (point * width);
            var excess = rate * (Math.Exp(((2 * x) - 1) / (2 * sigma * sigma)) - 1);
            var logDensity = (-x * x / (2 * sigma * sigma)) - Math.Log(sigma * Math.Sqrt(2 * Math.PI));
            var above = Math.Abs(order * excess) < 1e-4 ? Series(excess, order) : Math.Pow(1 + excess, order) - 1;
            sum += above * Math.Exp(logDensity);
        }

        return sum * width;
    }

    // The first terms of (1 + x)^α - 1, where that would lose its digits.
    private static double Series(double x, int order) =>
        order * x * (1 + ((order - 1) * x / 2 * (1 + ((order - 2) * x / 3 * (1 + ((order - 3) * x / 4))))));
}
