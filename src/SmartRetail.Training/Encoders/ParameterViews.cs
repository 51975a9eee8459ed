using static TorchSharp.torch;

namespace SmartRetail.Training.Encoders;

/// <summary>
/// One worker's leaves over the shared parameters. Their values are the shared memory; their gradients are views of one
/// flat buffer of the worker's own, in the same layout.
/// </summary>
internal sealed class ParameterViews : IDisposable
{
    private readonly Dictionary<string, Tensor> _leaves = [];
    private readonly List<Tensor> _gradients = [];

    public ParameterViews(FlatParameters parameters)
    {
        Parameters = parameters;
        Gradient = zeros(parameters.Layout.Length, dtype: ScalarType.Float32).DetachFromDisposeScope();
        foreach (var entry in parameters.Layout.Entries)
        {
            using var scope = NewDisposeScope();
            var leaf = View(parameters.Flat, entry).detach().requires_grad_();
            var gradient = View(Gradient, entry);
            leaf.grad = gradient;
            _leaves.Add(entry.Name, leaf.DetachFromDisposeScope());
            _gradients.Add(gradient.DetachFromDisposeScope());
        }
    }

    public FlatParameters Parameters { get; }

    public Tensor Gradient { get; }

    public Tensor this[string name] => _leaves[name];

    public void Dispose()
    {
        foreach (var tensor in _leaves.Values.Concat(_gradients))
        {
            tensor.Dispose();
        }

        Gradient.Dispose();
    }

    private static Tensor View(Tensor flat, ParameterEntry entry) =>
        flat.narrow(0, entry.Offset, entry.Length).view(entry.Shape);
}
