using SmartRetail.Training.Encoders;
using TorchSharp;
using static TorchSharp.torch;

namespace SmartRetail.Training.Fitting;

/// <summary>
/// Adam (Kingma and Ba 2015) on a device, with a decoupled weight decay where there is one (Loshchilov and Hutter 2019), over
/// all parameters at once. A device reads and writes a million rows in the time in which the processor finds the stale ones.
/// </summary>
internal sealed class DeviceAdam : IDeviceOptimizer
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;

    // Held for the life of the process: see Scalars.
    private static readonly Scalar KeptMean = Beta1;
    private static readonly Scalar NewMean = 1 - Beta1;
    private static readonly Scalar KeptSquare = Beta2;
    private static readonly Scalar NewSquare = 1 - Beta2;
    private static readonly Scalar Epsilon = 1e-8;
    private readonly Tensor _means;
    private readonly Tensor _squares;
    private readonly double _weightDecay;
    private int _steps;

    /// <param name="flat">All parameters.</param>
    /// <param name="weightDecay">The share of each parameter taken off at a learning rate of 1; 0 for plain Adam.</param>
    public DeviceAdam(Tensor flat, double weightDecay = 0)
    {
        _means = zeros_like(flat).DetachFromDisposeScope();
        _squares = zeros_like(flat).DetachFromDisposeScope();
        _weightDecay = weightDecay;
    }

    public IReadOnlyList<Array> ReadState()
    {
        using var scope = NewDisposeScope();
        return
        [
            FlatParameters.FloatsOf(_means.cpu()).ToArray(),
            FlatParameters.FloatsOf(_squares.cpu()).ToArray(),
            new[] { _steps },
        ];
    }

    public void Resume(IReadOnlyList<Array> state)
    {
        using var scope = NewDisposeScope();
        _means.copy_(tensor((float[])state[0]));
        _squares.copy_(tensor((float[])state[1]));
        _steps = ((int[])state[2])[0];
    }

    public void Step(Tensor flat, Tensor gradient, double learningRate)
    {
        using var scope = NewDisposeScope();
        _steps++;
        using Scalar rate = -learningRate / (1 - Math.Pow(Beta1, _steps));
        using Scalar correction = 1 / Math.Sqrt(1 - Math.Pow(Beta2, _steps));
        if (_weightDecay > 0)
        {
            using Scalar kept = 1 - (learningRate * _weightDecay);
            flat.mul_(kept);
        }

        _means.mul_(KeptMean).add_(gradient, NewMean);
        _squares.mul_(KeptSquare).addcmul_(gradient, gradient, NewSquare);
        flat.addcdiv_(_means, _squares.sqrt().mul_(correction).add_(Epsilon), rate);
    }

    public void Dispose()
    {
        _means.Dispose();
        _squares.Dispose();
    }
}
