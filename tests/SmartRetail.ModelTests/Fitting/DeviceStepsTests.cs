using SmartRetail.Training.Fitting;
using static TorchSharp.torch;

namespace SmartRetail.ModelTests.Fitting;

/// <summary>The steps of a device, with the processor as the device: what they mean needs no GPU to be tested.</summary>
public sealed class DeviceStepsTests
{
    public static TheoryData<string> Architectures => Fits.Architectures;

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Every_architecture_learns_as_on_the_processor(string architecture) =>
        AssertAlike(new(architecture, Fits.Of(architecture) with { Negatives = 40 }));

    [Theory]
    [InlineData(SequenceLoss.Softmax, 0.07)]
    [InlineData(SequenceLoss.Softmax, null)]
    [InlineData(SequenceLoss.SampledSoftmax, null)]
    [InlineData(SequenceLoss.BinaryCrossEntropy, 0.2)]
    public void Every_loss_is_the_one_of_the_processor(SequenceLoss loss, double? temperature) =>
        AssertAlike(new("mlp", Fits.Of("mlp") with { Loss = loss, Temperature = temperature, Negatives = 4 }));

    [Theory]
    [InlineData(OptimizerKind.Sgd)]
    [InlineData(OptimizerKind.AdamW)]
    public void Every_optimizer_moves_the_parameters_as_on_the_processor(OptimizerKind optimizer) =>
        AssertAlike(new("mlp", Fits.Of("mlp") with { Optimizer = optimizer, Negatives = 40 }));

    [Fact]
    public void A_product_that_is_left_out_has_no_row_and_learns_nothing()
    {
        var options = Fits.Of("mlp") with { ItemDropout = 0.99, Negatives = 40 };

        var (losses, _) = new StepsOfAFit("mlp", options).Run(CPU);

        Assert.All(losses, loss => Assert.True(double.IsFinite(loss)));
    }

    [Fact]
    public void The_mask_that_a_device_computes_is_the_one_of_the_processor()
    {
        using var scope = NewDisposeScope();
        var histories = Sequences.RandomHistories(items: 20, count: 30, maxLength: 9, seed: 2);
        var batch = PackedBatch.Pack(histories, 9);

        var computed = batch.ComputeMask(CPU);

        Assert.True(computed.eq(batch.CreateMask(CPU)).all().item<bool>());
    }

    private static void AssertAlike(StepsOfAFit fit)
    {
        var (expected, expectedParameters) = fit.Run(device: null);
        var (losses, parameters) = fit.Run(CPU);

        Assert.All(expected.Zip(losses), pair => Assert.Equal(pair.First, pair.Second, tolerance: 1e-4 * pair.First));

        // A slope that is nothing but rounding has a sign, and Adam's first steps are the sign times the rate.
        var apart = expectedParameters.Zip(parameters).Count(pair => Math.Abs(pair.First - pair.Second) > 1e-3);
        Assert.InRange(apart, 0, expectedParameters.Length / 1_000);
    }
}
