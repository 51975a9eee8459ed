using SmartRetail.Training.Encoders;
using SmartRetail.Training.Fitting;
using static TorchSharp.torch;

namespace SmartRetail.ModelTests.Fitting;

public sealed class DropoutMasksTests
{
    [Fact]
    public void Drops_the_share_it_was_told_and_scales_up_the_rest()
    {
        var dropped = Apply(rate: 0.25, seed: 1);

        Assert.InRange(dropped.Count(value => value == 0) / 100_003.0, 0.245, 0.255);
        Assert.All(dropped.Where(value => value != 0), value => Assert.Equal(4f / 3, value, tolerance: 1e-6));
    }

    [Fact]
    public void Repeats_with_its_seed()
    {
        Assert.Equal(Apply(0.5, seed: 9), Apply(0.5, seed: 9));
        Assert.NotEqual(Apply(0.5, seed: 9), Apply(0.5, seed: 10));
    }

    // Not a multiple of the vector's width, so that the rest is covered too.
    private static float[] Apply(double rate, ulong seed)
    {
        using var scope = NewDisposeScope();
        return FlatParameters.FloatsOf(new DropoutMasks(rate, seed).Apply(ones(100_003))).ToArray();
    }
}
