using TorchSharp;
using static TorchSharp.torch;

namespace SmartRetail.Training.Fitting;

/// <summary>Plain stochastic gradient descent on a device. It remembers nothing.</summary>
internal sealed class DeviceGradientDescent : IDeviceOptimizer
{
    public IReadOnlyList<Array> ReadState() => [];

    public void Resume(IReadOnlyList<Array> state)
    {
        // There is nothing to go on from.
    }

    public void Step(Tensor flat, Tensor gradient, double learningRate)
    {
        using Scalar rate = -learningRate;
        flat.add_(gradient, rate);
    }

    public void Dispose()
    {
        // It holds nothing.
    }
}
