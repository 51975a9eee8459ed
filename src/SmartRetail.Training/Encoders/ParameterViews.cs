using static TorchSharp.torch;

namespace SmartRetail.Training.Encoders;

/// <summary>
/// One worker's leaves over the shared parameters, but for the tables, whose rows are copied. Their values are the shared
/// memory; their gradients are views of one flat buffer of the worker's own, in the same layout.
/// </summary>
internal sealed class ParameterViews : IDisposable
{
    private readonly Dictionary<string, Tensor> _leaves = [];
    private readonly List<Tensor> _gradients = [];

    public ParameterViews(FlatParameters parameters)
    {
        var tables = parameters.Layout.TablesLength;
        Gradient = zeros(parameters.Layout.Length - tables, dtype: ScalarType.Float32).DetachFromDisposeScope();
        foreach (var entry in parameters.Layout.Entries.Where(entry => entry.Offset >= tables))
        {
            using var scope = NewDisposeScope();
            var leaf = View(parameters.Flat, entry, entry.Offset).detach().requires_grad_();
            var gradient = View(Gradient, entry, entry.Offset - tables);
            leaf.grad = gradient;
            _leaves.Add(entry.Name, leaf.DetachFromDisposeScope());
            _gradients.Add(gradient.DetachFromDisposeScope());
        }
    }

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

    private static Tensor View(Tensor flat, ParameterEntry entry, int offset) =>
        flat.narrow(0, offset, entry.Length).view(entry.Shape);
}
