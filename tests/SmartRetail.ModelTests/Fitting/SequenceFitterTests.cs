using SmartRetail.Recommender.Sequences;
using SmartRetail.Training.Fitting;

namespace SmartRetail.ModelTests.Fitting;

/// <summary>Fits whose outcome is known beforehand.</summary>
public sealed class SequenceFitterTests
{
    private static readonly SequenceDataset Cycle = Sequences.Cycle(items: 60, customers: 400, length: 8, seed: 3);

    // 60 items are fewer than the 1,024 sampled ones, so the softmax is over all; with 40 it is sampled.
    [Theory]
    [InlineData(1_024)]
    [InlineData(40)]
    public void Learns_which_item_follows_which(int negatives)
    {
        using var fitted = Fits.Fit(Cycle, Fits.Small with { Negatives = negatives });

        var report = Fits.Evaluate(Cycle, fitted);

        Assert.InRange(report.Metrics["accuracy"], 0.95, 1);
    }

    [Fact]
    public void Finds_nothing_in_noise()
    {
        var noise = Sequences.Noise(items: 100, customers: 1_000, length: 8, seed: 4);
        using var fitted = Fits.Fit(noise, Fits.Small with { Epochs = 3 });

        var report = Fits.Evaluate(noise, fitted);

        // 10 of 100 places; four standard errors of 1,000 cases are 0.038.
        Assert.InRange(report.Metrics["hr@10"], 0.062, 0.138);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits()
    {
        var options = Fits.Small with { Epochs = 2 };

        using var first = Fits.Fit(Cycle, options);
        using var second = Fits.Fit(Cycle, options);
        using var other = Fits.Fit(Cycle, options with { Seed = 2 });

        Assert.True(first.Parameters.Values.SequenceEqual(second.Parameters.Values));
        Assert.False(first.Parameters.Values.SequenceEqual(other.Parameters.Values));
    }

    [Fact]
    public void Two_workers_learn_as_one_does_but_for_rounding()
    {
        var options = Fits.Small with { Epochs = 1, Dropout = 0 };
        var alone = new List<double>();
        var shared = new List<double>();

        Fits.Fit(Cycle, options with { Threads = 1 }, step => alone.Add(step.Loss)).Dispose();
        Fits.Fit(Cycle, options with { Threads = 2 }, step => shared.Add(step.Loss)).Dispose();

        Assert.All(alone.Zip(shared), pair => Assert.Equal(pair.First, pair.Second, tolerance: 1e-3));
    }

    [Fact]
    public void A_loss_that_is_no_number_ends_the_fit_with_the_step()
    {
        var options = Fits.Small with { LearningRate = 1e30 };

        var error = Assert.Throws<FitFailedException>(() => Fits.Fit(Cycle, options));

        Assert.Matches("the loss is (NaN|Infinity|∞) at step [0-9]+", error.Message);
    }

    [Fact]
    public void Customers_with_one_interaction_are_nothing_to_learn_from()
    {
        var lonely = Sequences.Cycle(items: 5, customers: 5, length: 1, seed: 1);

        var error = Assert.Throws<FitFailedException>(() => Fits.Fit(lonely, Fits.Small));

        Assert.Contains("nothing to learn from", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_time_budget_ends_the_fit_before_its_epochs()
    {
        var steps = new List<FitStep>();

        Fits.Fit(
            Cycle,
            Fits.Small with { Epochs = 1_000, Budget = TimeSpan.FromSeconds(1) },
            steps.Add).Dispose();

        Assert.InRange(steps[^1].Epoch, 1, 999);
        Assert.Equal(1, steps[^1].Progress);
        Assert.NotNull(steps[^1].Validation);
    }

    [Fact]
    public void Native_memory_stays_flat_over_a_thousand_steps()
    {
        long before = 0;
        long after = 0;

        Fits.Fit(
            Cycle,
            Fits.Small with { Epochs = 200, BatchSize = 64, SelectionCases = 1 },
            step =>
            {
                before = step.Step == 200 ? Environment.WorkingSet : before;
                after = step.Step == 1_200 ? Environment.WorkingSet : after;
            }).Dispose();

        // A step's tensors are about 2 MB: kept, they would be 2 GB.
        Assert.InRange(after - before, long.MinValue, 64 << 20);
        Assert.NotEqual(0, before * after);
    }
}
