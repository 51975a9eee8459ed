using static TorchSharp.torch;

namespace SmartRetail.Training.Fitting;

/// <summary>Changes parameters on a device by their gradient: every row of the tables, as in the textbook.</summary>
internal interface IDeviceOptimizer : IDisposable
{
    /// <summary>What it remembers between steps, as arrays of primitives.</summary>
    IReadOnlyList<Array> ReadState();

    void Resume(IReadOnlyList<Array> state);

    void Step(Tensor flat, Tensor gradient, double learningRate);
}
