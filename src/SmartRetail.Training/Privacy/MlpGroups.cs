using SmartRetail.Training.Encoders;
using SmartRetail.Training.Fitting;
using SmartRetail.Training.Native;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SmartRetail.Training.Privacy;

/// <summary>
/// The gradients of many customers in one forward and backward pass of <see cref="Mlp"/>: each has parameters of their own,
/// copies of the same, so that the gradient of a copy is one customer's. The same numbers as customer by customer, but for
/// rounding, in a tenth of the time, for there are a hundred calls to libtorch a group and not a customer.
/// </summary>
/// <remarks>C customers, L positions, N = C·L, D dimensions, H heads, E = D/H, F width of the dense layer, K negatives.</remarks>
internal sealed class MlpGroups : ICustomerGradients
{
    private const int GroupSize = 64;
    private const float Hidden = -1e9f;

    // What has a gradient as a whole for each customer; kinds and positions have theirs from the slots.
    private static readonly string[] Copied =
    [
        "input.norm.weight", "input.norm.bias", "recency", "inner.weight", "inner.bias", "outer.weight", "outer.bias",
        "norm.weight", "norm.bias",
    ];

    private readonly Mlp _encoder;
    private readonly FlatParameters _parameters;
    private readonly ProductRows _rows;
    private readonly CustomerWindows _windows;
    private readonly FitOptions _options;
    private readonly ICustomerGradients _others;
    private readonly DropoutMasks? _dropout;
    private readonly Tensor _dense;
    private readonly Gradients _gradients;
    private readonly Scalar? _temperature;
    private Random _random = new(0);

    /// <param name="others">For customers who have more interactions than a window has places.</param>
    public MlpGroups(
        Mlp encoder,
        FlatParameters parameters,
        ProductRows rows,
        CustomerWindows windows,
        FitOptions options,
        ICustomerGradients others)
    {
        (_encoder, _parameters, _rows, _windows) = (encoder, parameters, rows, windows);
        (_options, _others) = (options, others);
        var layout = encoder.Layout;
        _dense = zeros(layout.Length - layout.TablesLength, dtype: ScalarType.Float32).DetachFromDisposeScope();
        _gradients = new(layout, _dense);
        _dropout = options.Dropout is > 0 and var rate ? new(rate, 0) : null;
        _temperature = options.Temperature is { } temperature ? (Scalar)temperature : null;
    }

    /// <summary>Whether a group can be computed: other losses, and the softmax over all items, need too much memory.</summary>
    public static bool Fits(FitOptions options) =>
        options is { Loss: SequenceLoss.SampledSoftmax, ItemDropout: 0, Negatives: <= 4_096 };

    public void Begin(Random random)
    {
        _others.Begin(random);
        _random = random;
        _dropout?.Reseed((ulong)_random.NextInt64());
    }

    public double AddTo(ClippedSum sum, ReadOnlySpan<int> customers, NegativeSampler? negatives)
    {
        var (loss, grouped) = (0.0, new List<int>());
        foreach (var customer in customers)
        {
            if (_windows.Of(customer).Length == 1 && negatives is not null)
            {
                grouped.Add(customer);
            }
            else
            {
                loss += _others.AddTo(sum, [customer], negatives);
            }
        }

        for (var at = 0; at < grouped.Count; at += GroupSize)
        {
            loss += AddGroup(sum, grouped.GetRange(at, Math.Min(GroupSize, grouped.Count - at)), negatives!);
        }

        return loss;
    }

    public void Dispose()
    {
        _others.Dispose();
        _dense.Dispose();
    }

    private double AddGroup(ClippedSum sum, List<int> customers, NegativeSampler negatives)
    {
        using var scope = NewDisposeScope();
        var group = CustomerGroup.Of(customers, _windows, DrawLeftOut);
        var others = new RowsOfAll(negatives.Items, DrawLeftOut(negatives.Items.Length));
        var copies = Copied.ToDictionary(name => name, name => Copy(name, group.Customers));
        var rows_ND = _rows.Gather(group.Items, group.LeftOut).requires_grad_();
        var targets_ND = _rows.Gather(group.Targets, group.TargetsLeftOut).requires_grad_();
        var others_CKD = _rows.Gather(others.Items, others.LeftOut).unsqueeze(0)
            .expand(group.Customers, -1, -1).contiguous().requires_grad_();

        var states_ND = Encode(group, rows_ND, copies);
        var loss = Loss(group, states_ND, targets_ND, others_CKD, negatives);
        loss.backward();
        var gradients = copies.ToDictionary(copy => copy.Key, copy => copy.Value.grad!);
        for (var at = 0; at < group.Customers; at++)
        {
            TakeDense(group, at, gradients, rows_ND.grad!);
            var slots = group.SlotsOf(at);
            var width = _encoder.Shape.Dimensions;
            var part = (slots.Start.Value * width)..(slots.End.Value * width);
            Scatter(group.Items, group.LeftOut, slots, FlatParameters.FloatsOf(rows_ND.grad!)[part]);
            Scatter(group.Targets, group.TargetsLeftOut, slots, FlatParameters.FloatsOf(targets_ND.grad!)[part]);
            var length = others.Items.Length * width;
            _rows.Scatter(
                others.Items, others.LeftOut, FlatParameters.FloatsOf(others_CKD.grad!).Slice(at * length, length), _gradients);
            sum.Add(_gradients);
            _gradients.Clear();
        }

        return loss.item<float>();
    }

    /// <summary>As <see cref="Mlp.Encode"/> does, with a copy of the parameters for each customer.</summary>
    private Tensor Encode(CustomerGroup group, Tensor rows_ND, Dictionary<string, Tensor> copies)
    {
        long c = group.Customers, l = group.Length, d = _encoder.Shape.Dimensions, h = _encoder.Heads, e = d / h;
        var kinds_ND = Parameter("kinds").index_select(0, tensor(group.Kinds));
        var positions_LD = Parameter("positions").narrow(0, _encoder.Shape.MaxLength - l, l);
        var sum_CLD = rows_ND.add(kinds_ND, Scalars.One).view(c, l, d).add(positions_LD, Scalars.One);
        var x_CLD = Drop(Norm(sum_CLD, copies, "input.norm"));

        var recency_CHLL = copies["recency"].index_select(2, tensor(Mlp.Distances(l))).view(c, h, l, l);
        var weights_XLL = tensor(group.CreateMask()).view(c, 1, l, l).add(recency_CHLL, Scalars.One)
            .softmax(-1).view(c * h, l, l);
        var parts_XLE = x_CLD.view(c, l, h, e).permute(0, 2, 1, 3).reshape(c * h, l, e);
        var pooled_CLD = weights_XLL.bmm(parts_XLE).view(c, h, l, e).permute(0, 2, 1, 3).reshape(c, l, d);

        var inner_CLF = Drop(functional.gelu(Linear(cat([x_CLD, pooled_CLD], 2), copies, "inner")));
        var outer_CLD = Linear(inner_CLF, copies, "outer");
        return Norm(x_CLD.add(pooled_CLD, Scalars.One).add(outer_CLD, Scalars.One), copies, "norm").view(-1, d);
    }

    /// <summary>The sum of the customers' losses; what <see cref="SoftmaxLoss"/> computes.</summary>
    private Tensor Loss(
        CustomerGroup group, Tensor states_ND, Tensor targets_ND, Tensor others_CKD, NegativeSampler negatives)
    {
        long c = group.Customers, l = group.Length, d = _encoder.Shape.Dimensions, k = negatives.Items.Length;
        if (_temperature is not null)
        {
            states_ND = functional.normalize(states_ND).div(_temperature);
            targets_ND = functional.normalize(targets_ND);
            others_CKD = functional.normalize(others_CKD, dim: 2);
        }

        var hidden_CLK = tensor(group.CreateHits(negatives.Items, Hidden)).view(c, l, k);
        var logits_CLK = states_ND.view(c, l, d).bmm(others_CKD.transpose(1, 2))
            .sub(tensor(negatives.Corrections)).add(hidden_CLK, Scalars.One);
        var target_N = states_ND.mul(targets_ND).sum(1);
        return functional.softplus(logits_CLK.logsumexp(2).view(-1).sub(target_N)).mul(tensor(group.Weights)).sum();
    }

    private void TakeDense(CustomerGroup group, int customer, Dictionary<string, Tensor> copies, Tensor rows_ND)
    {
        var layout = _encoder.Layout;
        var dense = _gradients.DenseValues;
        foreach (var (name, gradient) in copies)
        {
            var entry = layout[name];
            FlatParameters.FloatsOf(gradient).Slice(customer * entry.Length, entry.Length)
                .CopyTo(dense[(entry.Offset - layout.TablesLength)..]);
        }

        var width = _encoder.Shape.Dimensions;
        var slopes = FlatParameters.FloatsOf(rows_ND);
        var kinds = dense[(layout["kinds"].Offset - layout.TablesLength)..];
        var positions = dense[(layout["positions"].Offset - layout.TablesLength)..];
        var slots = group.SlotsOf(customer);
        for (var slot = slots.Start.Value; slot < slots.End.Value; slot++)
        {
            var slope = slopes.Slice(slot * width, width);
            var kind = kinds.Slice((int)group.Kinds[slot] * width, width);
            System.Numerics.Tensors.TensorPrimitives.Add(kind, slope, kind);
            var position = _encoder.Shape.MaxLength - group.Length + (slot % group.Length);
            slope.CopyTo(positions[(position * width)..]);
        }
    }

    private void Scatter(int[] items, bool[] leftOut, Range slots, ReadOnlySpan<float> gradient) => _rows.Scatter(
        items.AsSpan(slots), leftOut.Length == 0 ? leftOut : leftOut.AsSpan(slots), gradient, _gradients);

    private bool[] DrawLeftOut(int count)
    {
        var leftOut = new bool[_rows.Content is null || _options.EmbeddingDropout == 0 ? 0 : count];
        foreach (ref var one in leftOut.AsSpan())
        {
            one = _random.NextDouble() < _options.EmbeddingDropout;
        }

        return leftOut;
    }

    private Tensor Copy(string name, int customers) =>
        Parameter(name).unsqueeze(0).expand([customers, .. _encoder.Layout[name].Shape]).contiguous().requires_grad_();

    private Tensor Parameter(string name)
    {
        var entry = _encoder.Layout[name];
        return _parameters.Flat.narrow(0, entry.Offset, entry.Length).view(entry.Shape);
    }

    private static Tensor Linear(Tensor x_CLI, Dictionary<string, Tensor> copies, string name) =>
        x_CLI.bmm(copies[$"{name}.weight"].transpose(1, 2)).add(copies[$"{name}.bias"].unsqueeze(1), Scalars.One);

    private static Tensor Norm(Tensor x_CLD, Dictionary<string, Tensor> copies, string name) =>
        functional.layer_norm(x_CLD, [x_CLD.shape[2]], eps: SequenceEncoder.Epsilon)
            .mul(copies[$"{name}.weight"].unsqueeze(1)).add(copies[$"{name}.bias"].unsqueeze(1), Scalars.One);

    private Tensor Drop(Tensor x) => _dropout?.Apply(x) ?? x;

    private sealed record RowsOfAll(int[] Items, bool[] LeftOut);
}
