using SmartRetail.Training.Native;
using static TorchSharp.torch;

namespace SmartRetail.Training.Encoders;

/// <summary>
/// One worker's leaves over the shared parameters, but for the tables, whose rows are copied. Their values are the shared
/// memory; their gradients are views of one flat buffer of the worker's own, in the same layout. What a network is given
/// beside them has to lie on the same device.
/// </summary>
internal sealed class ParameterViews : IDisposable
{
    private readonly Dictionary<string, Tensor> _leaves = [];
    private readonly List<Tensor> _gradients = [];

    public ParameterViews(FlatParameters parameters)
        : this(
            parameters.Layout,
            parameters.Flat,
            zeros(parameters.Layout.Length - parameters.Layout.TablesLength, dtype: ScalarType.Float32)
                .DetachFromDisposeScope())
    {
    }

    /// <param name="flat">All parameters; stays its owner's.</param>
    /// <param name="gradient">A buffer for the gradient of all but the tables, which becomes this object's.</param>
    public ParameterViews(ParameterLayout layout, Tensor flat, Tensor gradient)
    {
        (Device, Gradient) = (flat.device, gradient);
        var tables = layout.TablesLength;
        foreach (var entry in layout.Entries.Where(entry => entry.Offset >= tables))
        {
            using var scope = NewDisposeScope();
            var leaf = View(flat, entry, entry.Offset).detach().requires_grad_();
            var slope = View(Gradient, entry, entry.Offset - tables);
            leaf.grad = slope;
            _leaves.Add(entry.Name, leaf.DetachFromDisposeScope());
            _gradients.Add(slope.DetachFromDisposeScope());
        }
    }

    public Device Device { get; }

    public Tensor Gradient { get; }

    public Tensor this[string name] => _leaves[name];

    /// <summary>Returns indexes where the parameters are.</summary>
    public Tensor ToDevice(long[] indexes) => DeviceMemory.Put(indexes, Device);

    public void Dispose()
    {
        foreach (var tensor in _leaves.Values.Concat(_gradients))
        {
            tensor.Dispose();
        }

        Gradient.Dispose();
    }

    private static Tensor View(Tensor flat, ParameterEntry entry, int offset) =>
        flat.narrow(0, offset, entry.Length).view(entry.Shape);
}
