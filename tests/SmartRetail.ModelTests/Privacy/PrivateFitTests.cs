using SmartRetail.Recommender.DifferentialPrivacy;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Recommender.Splits;
using SmartRetail.Training.Encoders;
using SmartRetail.Training.Fitting;
using SmartRetail.Training.Privacy;
using SmartRetail.Training.Rounds;

namespace SmartRetail.ModelTests.Privacy;

/// <summary>Whole fits under differential privacy.</summary>
public sealed class PrivateFitTests
{
    private static readonly SequenceDataset Cycle = Sequences.Cycle(items: 60, customers: 400, length: 8, seed: 3);

    private static readonly FitOptions Private = Fits.Small with
    {
        Epochs = 2,
        Negatives = 20,
        PrivacyEpsilon = 2,
        PrivacySamplingRate = 0.2,
        PrivacyNoiseSeed = 9,
    };

    public static TheoryData<string> Architectures => Fits.Architectures;

    [Theory]
    [MemberData(nameof(Architectures))]
    public void The_same_seeds_give_the_same_bits(string architecture)
    {
        var options = Private with { Heads = 2, Layers = 1 };
        using var first = Fits.Fit(Cycle, options, architecture: architecture);
        using var second = Fits.Fit(Cycle, options, architecture: architecture);

        Assert.True(first.Parameters.Values.SequenceEqual(second.Parameters.Values));
    }

    [Fact]
    public void Without_a_seed_of_its_own_the_noise_is_never_the_same_again()
    {
        var options = Private with { PrivacyNoiseSeed = null };
        using var first = Fits.Fit(Cycle, options);
        using var second = Fits.Fit(Cycle, options);

        Assert.False(first.Parameters.Values.SequenceEqual(second.Parameters.Values));
        Assert.False(first.Privacy!.IsSeeded);
    }

    [Fact]
    public void A_product_that_nobody_took_is_noised_like_all_others()
    {
        var data = Cycle.WithProducts([new("new")]);
        using var fitted = Fits.Fit(data, Private with { Loss = SequenceLoss.BinaryCrossEntropy, Negatives = 1 });
        using var drawn = FitPasses.Draw(
            fitted.Encoder, fitted.Options, new(data, [], MaskSeen: false), data.CountItems());

        var before = drawn[ISequenceEncoder.Items][^32..].ToArray();
        var after = fitted.Parameters[ISequenceEncoder.Items][^32..].ToArray();

        Assert.DoesNotContain(0f, before);
        Assert.DoesNotContain(0f, before.Zip(after, (one, other) => one - other));
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Without_noise_it_learns_which_item_follows_which(string architecture)
    {
        var options = Fits.Of(architecture) with
        {
            Epochs = 30,
            Negatives = 40,
            PrivacyEpsilon = double.PositiveInfinity,
        };
        using var fitted = Fits.Fit(Cycle, options, architecture: architecture);

        Assert.InRange(Fits.Evaluate(Cycle, fitted).Metrics["accuracy"], 0.95, 1);
        Assert.Null(fitted.Privacy);
    }

    [Fact]
    public void The_guarantee_is_the_accountant_s_for_all_steps_and_no_more_than_was_asked_for()
    {
        using var fitted = Fits.Fit(Cycle, Private);

        var privacy = fitted.Privacy!;
        Assert.Equal((10, 0.2, 1.0, 1e-3, true), (privacy.Steps, privacy.SamplingRate, privacy.ClipNorm, privacy.Delta, privacy.IsSeeded));
        Assert.InRange(privacy.Epsilon, 1.999, 2);
        Assert.Equal(privacy.Epsilon, PrivacyAccountant.Epsilon(privacy.NoiseMultiplier, 0.2, 10, 1e-3));
    }

    [Fact]
    public void No_held_out_interaction_has_a_say()
    {
        var validations = new List<double?>();
        using var fitted = Fits.Fit(Cycle, Private with { Patience = 1 }, step => validations.Add(step.Validation));

        Assert.Equal(10, validations.Count);
        Assert.All(validations, Assert.Null);
        Assert.Equal(2, fitted.BestEpoch);
    }

    [Fact]
    public void Nothing_is_resolved_by_what_customers_did()
    {
        var some = FitOptions.ForPrivate(Mlp.Name) with { PrivacyEpsilon = 1 };

        Assert.Equal(some.ResolveFor(5_000, 20_000, 3_000), some.ResolveFor(5_000, 900_000, 10));
    }

    [Theory]
    [InlineData(22_363, 1e-5)]
    [InlineData(1_000, 1e-4)]
    [InlineData(1_000_000, 1e-7)]
    public void The_delta_is_a_power_of_ten_well_below_one_in_all_customers(long customers, double delta) =>
        Assert.Equal(delta, PrivacyTerms.DefaultDelta(customers), delta * 1e-9);

    [Fact]
    public void A_delta_that_would_let_one_record_out_is_refused()
    {
        var error = Assert.Throws<FitFailedException>(() => Fits.Fit(Cycle, Private with { PrivacyDelta = 0.0025 }));

        Assert.Equal("the privacy delta must be below 1/customers, which is 0.0025 here, not 0.0025", error.Message);
    }

    [Fact]
    public void Several_workers_are_refused()
    {
        var split = new LeaveOneOutSplit().Split(Cycle);
        var options = Private.ResolveFor(split.Training);
        var encoder = Training.Encoders.Architectures.Create(SasRec.Name, new(60, options.Dimensions, options.MaxLength), options);
        using var fit = new RoundFit(
            encoder, options, new(split.Training, split.Validation, false), split.Training.CountItems(), TimeProvider.System);

        var error = Assert.Throws<FitFailedException>(
            () => fit.Run(1, 1, 2, workers: 2, progress: null, TestContext.Current.CancellationToken));

        Assert.Equal("a private run takes one worker, and 2 are in this round", error.Message);
        Assert.Empty(fit.Validate(100, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void One_worker_s_rounds_are_the_plain_private_fit_to_the_bit()
    {
        var split = new LeaveOneOutSplit().Split(Cycle);
        using var plain = Fits.Fit(Cycle, Private);
        using var rounds = new RoundFit(
            plain.Encoder, plain.Options, new(split.Training, [], false), split.Training.CountItems(), TimeProvider.System);

        rounds.Run(1, 1, 2, workers: 1, progress: null, TestContext.Current.CancellationToken);
        rounds.Run(2, 1, 2, workers: 1, progress: null, TestContext.Current.CancellationToken);

        Assert.True(plain.Parameters.Values.SequenceEqual(rounds.Values));
    }

    [Fact]
    public void A_fit_that_is_not_private_says_nothing_of_privacy()
    {
        var parameters = Fits.Small.ToHyperParameters();

        Assert.DoesNotContain(parameters.Keys, name => name.StartsWith("privacy", StringComparison.Ordinal));
    }
}
