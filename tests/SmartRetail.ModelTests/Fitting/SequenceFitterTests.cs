using SmartRetail.Recommender.Sequences;
using SmartRetail.Training.Fitting;

namespace SmartRetail.ModelTests.Fitting;

/// <summary>Fits whose outcome is known beforehand.</summary>
public sealed class SequenceFitterTests
{
    private static readonly SequenceDataset Cycle = Sequences.Cycle(items: 60, customers: 400, length: 8, seed: 3);

    public static TheoryData<string> Architectures => Fits.Architectures;

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Learns_which_item_follows_which(string architecture)
    {
        using var fitted = Fits.Fit(Cycle, Fits.Of(architecture) with { Negatives = 40 }, architecture: architecture);

        var report = Fits.Evaluate(Cycle, fitted);

        Assert.InRange(report.Metrics["accuracy"], 0.95, 1);
    }

    [Theory]
    [InlineData(SequenceLoss.Softmax, 40, 0.07)]
    [InlineData(SequenceLoss.Softmax, 40, null)]
    [InlineData(SequenceLoss.SampledSoftmax, 40, null)]
    [InlineData(SequenceLoss.BinaryCrossEntropy, 2, 0.2)]
    public void Learns_by_every_loss(SequenceLoss loss, int negatives, double? temperature)
    {
        using var fitted = Fits.Fit(
            Cycle, Fits.Small with { Loss = loss, Negatives = negatives, Temperature = temperature, Epochs = 30 });

        var report = Fits.Evaluate(Cycle, fitted);

        Assert.InRange(report.Metrics["accuracy"], 0.95, 1);
    }

    [Theory]
    [InlineData(OptimizerKind.Sgd, 0.5)]
    [InlineData(OptimizerKind.AdamW, 5e-3)]
    public void Learns_by_every_optimizer(OptimizerKind optimizer, double learningRate)
    {
        using var fitted = Fits.Fit(
            Cycle,
            Fits.Small with { Optimizer = optimizer, LearningRate = learningRate, Epochs = 60, WarmUp = 0.1 });

        var report = Fits.Evaluate(Cycle, fitted);

        Assert.InRange(report.Metrics["accuracy"], 0.95, 1);
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Finds_nothing_in_noise(string architecture)
    {
        var noise = Sequences.Noise(items: 100, customers: 1_000, length: 8, seed: 4);
        using var fitted = Fits.Fit(noise, Fits.Of(architecture) with { Epochs = 3 }, architecture: architecture);

        var report = Fits.Evaluate(noise, fitted);

        // 10 of 100 places; four standard errors of 1,000 cases are 0.038.
        Assert.InRange(report.Metrics["hr@10"], 0.062, 0.138);
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void The_same_seed_gives_the_same_bits(string architecture)
    {
        var options = Fits.Of(architecture) with { Epochs = 2 };

        using var first = Fits.Fit(Cycle, options, architecture: architecture);
        using var second = Fits.Fit(Cycle, options, architecture: architecture);
        using var other = Fits.Fit(Cycle, options with { Seed = 2 }, architecture: architecture);

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

    [Theory]
    [MemberData(nameof(Architectures))]
    public void A_loss_that_is_no_number_ends_the_fit_with_the_step(string architecture)
    {
        var options = Fits.Of(architecture) with { LearningRate = 1e38, Epochs = 100 };

        var error = Assert.Throws<FitFailedException>(
            () => Fits.Fit(Cycle, options, architecture: architecture));

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
    public void Lazy_rows_learn_as_dense_ones_do()
    {
        var options = Fits.Small with { Negatives = 40, Epochs = 3 };
        var losses = new Dictionary<RowUpdates, double>();

        foreach (var rows in Enum.GetValues<RowUpdates>())
        {
            Fits.Fit(Cycle, options with { RowUpdates = rows }, step => losses[rows] = step.Loss).Dispose();
        }

        Assert.Equal(losses[RowUpdates.Dense], losses[RowUpdates.Lazy], tolerance: 0.1 * losses[RowUpdates.Dense]);
    }

    [Fact]
    public void A_fit_without_improvement_ends_when_its_patience_does()
    {
        var noise = Sequences.Noise(items: 100, customers: 300, length: 8, seed: 4);

        using var fitted = Fits.Fit(noise, Fits.Small with { Epochs = 200, Patience = 2 });

        Assert.InRange(fitted.Epochs, 3, 60);
        Assert.InRange(fitted.BestEpoch, fitted.Epochs - 2, fitted.Epochs);
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Native_memory_stays_flat_over_a_thousand_steps(string architecture)
    {
        long before = 0;
        long after = 0;

        Fits.Fit(
            Cycle,
            Fits.Of(architecture) with { Epochs = 172, BatchSize = 64, SelectionCases = 1 },
            step =>
            {
                before = step.Step == 200 ? Environment.WorkingSet : before;
                after = step.Step == 1_200 ? Environment.WorkingSet : after;
            },
            architecture).Dispose();

        // A step's tensors are about 2 MB: kept, they would be 2 GB. Tests beside this one take memory of the process too.
        Assert.InRange(after - before, long.MinValue, 256 << 20);
        Assert.NotEqual(0, before * after);
    }
}
