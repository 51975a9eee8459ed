using SmartRetail.Training.Fitting;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SmartRetail.ModelTests.Fitting;

/// <summary>The fused loss against the same loss by libtorch's own operations and its autograd.</summary>
public sealed class SoftmaxLossTests
{
    private static readonly int[] Targets = [.. Enumerable.Range(0, 300).Select(token => token % 50)];
    private static readonly int[] Others = [3, 7, 7, 20, 49, 60, 61];
    private static readonly float[] Corrections = [0.5f, -1, -1, 0, 2, -3, 0.1f];

    [Theory]
    [InlineData(false, 1e-5)]
    [InlineData(true, 2e-2)]
    public void Has_the_loss_and_the_gradients_of_autograd(bool halfPrecision, double tolerance)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var states = randn(Targets.Length, 16).requires_grad_();
        var targets = randn(Targets.Length, 16).requires_grad_();
        var others = randn(Others.Length, 16).requires_grad_();
        var weights = Targets.Select(target => 1f + (target % 3)).ToArray();

        var (loss, toStates, toTargets, toOthers) = new SoftmaxLoss(halfPrecision)
            .Compute(states, targets, others, Targets, Others, Corrections, weights, total: 600);
        var expected = Expect(states, targets, others, weights).div(600);
        expected.backward();

        Assert.Equal(expected.item<float>(), loss, tolerance * loss);
        Assert.InRange(Distance(states.grad!, toStates), 0, tolerance);
        Assert.InRange(Distance(targets.grad!, toTargets), 0, tolerance);
        Assert.InRange(Distance(others.grad!, toOthers), 0, tolerance);
    }

    private static Tensor Expect(Tensor states, Tensor targets, Tensor others, float[] weights)
    {
        var isTarget = tensor(Targets).unsqueeze(1).eq(tensor(Others));
        var negative = states.mm(others.t()).sub(tensor(Corrections)).masked_fill(isTarget, float.NegativeInfinity);
        var all = cat([states.mul(targets).sum(1, keepdim: true), negative], 1);
        return functional.log_softmax(all, 1).select(1, 0).neg().mul(tensor(weights)).sum();
    }

    /// <summary>The greatest difference as a share of the greatest value.</summary>
    private static double Distance(Tensor expected, Tensor actual) =>
        (expected.sub(actual).abs().max() / expected.abs().max()).item<float>();
}
