using SmartRetail.Training.Privacy;

namespace SmartRetail.ModelTests.Privacy;

public sealed class ChanceTests
{
    private const int Customers = 5_000;
    private const double Rate = 0.1;

    [Fact]
    public void Samples_have_the_sizes_of_customers_drawn_independently()
    {
        using var random = SecretRandom.OfSeed(1, 1, 0);

        var sizes = Enumerable.Range(0, 2_000).Select(_ => (double)PoissonSample.Draw(Customers, Rate, random).Length).ToList();

        // Binomial: the mean is 500 with a standard error of 0.47, the variance 450 with one of 14. A batch of a set size
        // has a variance of 0.
        var variance = sizes.Average(size => Math.Pow(size - sizes.Average(), 2));
        Assert.InRange(sizes.Average(), 498, 502);
        Assert.InRange(variance, 394, 506);
    }

    [Fact]
    public void Each_customer_is_as_likely_in_a_sample_and_no_pair_more_than_by_chance()
    {
        using var random = SecretRandom.OfSeed(2, 1, 0);

        var samples = Enumerable.Range(0, 4_000).Select(_ => PoissonSample.Draw(20, Rate, random).ToHashSet()).ToList();

        // Standard errors of 19 and 6.3.
        Assert.All(Enumerable.Range(0, 20), customer => Assert.InRange(samples.Count(sample => sample.Contains(customer)), 320, 480));
        Assert.InRange(samples.Count(sample => sample.Contains(3) && sample.Contains(4)), 15, 66);
    }

    [Fact]
    public void Everybody_takes_part_at_a_rate_of_1()
    {
        using var random = SecretRandom.Create();

        var drawn = PoissonSample.Draw(100, 1, random);

        Assert.Equal(Enumerable.Range(0, 100), drawn);
    }

    [Fact]
    public void Noise_is_normal()
    {
        using var random = SecretRandom.OfSeed(3, 1, 0);
        var values = new float[200_001];

        random.AddNormal(values, deviation: 2);

        // Standard errors: of the mean 0.0045, of the deviation 0.0032, of the kurtosis 0.011, of the shares 0.001.
        var deviation = Math.Sqrt(values.Average(value => (double)value * value));
        Assert.InRange(values.Average(), -0.018, 0.018);
        Assert.InRange(deviation, 1.987, 2.013);
        Assert.InRange(values.Average(value => Math.Pow(value / deviation, 4)), 2.956, 3.044);
        Assert.InRange(values.Count(value => Math.Abs(value) < 2) / 200_001.0, 0.6785, 0.6870);
        Assert.InRange(values.Zip(values.Skip(1), (one, next) => (double)one * next).Average(), -0.036, 0.036);
    }

    [Fact]
    public void A_seed_draws_the_same_again_and_without_one_nothing_does()
    {
        double[] Draw(SecretRandom random)
        {
            using (random)
            {
                return [random.NextDouble(), random.NextDouble()];
            }
        }

        Assert.Equal(Draw(SecretRandom.OfSeed(1, 2, 3)), Draw(SecretRandom.OfSeed(1, 2, 3)));
        Assert.NotEqual(Draw(SecretRandom.OfSeed(1, 2, 3)), Draw(SecretRandom.OfSeed(1, 3, 3)));
        Assert.NotEqual(Draw(SecretRandom.Create()), Draw(SecretRandom.Create()));
    }
}
