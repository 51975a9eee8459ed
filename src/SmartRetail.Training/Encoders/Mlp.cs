using SmartRetail.Training.Fitting;
using SmartRetail.Training.Native;
using SmartRetail.Training.Onnx;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SmartRetail.Training.Encoders;

/// <summary>
/// The plain one: the history pooled into one vector, beside the newest item, through dense layers. Each head pools its
/// part of the dimensions by weights that are learned for every distance from the newest.
/// </summary>
/// <remarks>B histories, L positions, R packed rows, S = R·L slots, T tokens, D dimensions, H heads, E = D/H.</remarks>
internal sealed class Mlp : SequenceEncoder
{
    public const string Name = "mlp";
    private readonly int _heads;

    public Mlp(EncoderShape shape, int heads, int hidden)
        : base(shape)
    {
        if (shape.Dimensions % heads != 0)
        {
            throw new ArgumentException($"{shape.Dimensions} dimensions cannot be shared by {heads} heads", nameof(heads));
        }

        _heads = heads;
        Layout.Add("recency", Initialization.Zero, heads, shape.MaxLength);
        AddLinear("inner", 2 * shape.Dimensions, hidden, Initialization.FanIn);
        AddLinear("outer", hidden, shape.Dimensions, Initialization.FanIn);
        AddNorm("norm", shape.Dimensions);
    }

    public override string Architecture => Name;

    public int Heads => _heads;

    public override Tensor Encode(
        PackedBatch batch, Tensor rows_SD, ParameterViews parameters, IDropout? dropout)
    {
        long r = batch.Rows, l = batch.Length, h = _heads, e = Shape.Dimensions / _heads;
        var x_SD = Embed(batch, rows_SD, parameters, dropout);
        var recency_1HLL = parameters["recency"].index_select(1, parameters.ToDevice(Distances(l))).view(1, h, l, l);
        var weights_XLL = batch.CreateMask(parameters.Device).add(recency_1HLL, Scalars.One).softmax(-1).view(r * h, l, l);
        var parts_XLE = x_SD.view(r, l, h, e).permute(0, 2, 1, 3).reshape(r * h, l, e);
        var pooled_SD = weights_XLL.bmm(parts_XLE).view(r, h, l, e).permute(0, 2, 1, 3).reshape(r * l, h * e);

        var tokens_T = parameters.ToDevice(batch.TokenSlots);
        var newest_TD = x_SD.index_select(0, tokens_T);
        var pooled_TD = pooled_SD.index_select(0, tokens_T);
        var inner_TF = Drop(dropout, functional.gelu(Linear(cat([newest_TD, pooled_TD], 1), parameters, "inner")));
        return Norm(newest_TD.add(pooled_TD, Scalars.One).add(Linear(inner_TF, parameters, "outer"), Scalars.One), parameters, "norm");
    }

    protected override string Export(GraphLayers layers, GraphInput input)
    {
        var graph = layers.Graph;
        int d = Shape.Dimensions, h = _heads, l = Shape.MaxLength;

        // recency[h, distance] counts from the newest; the graph's positions count towards it.
        var reversed = new float[h * l];
        var recency = layers.Parameters["recency"];
        for (var at = 0; at < reversed.Length; at++)
        {
            reversed[at] = recency[at - (at % l) + l - 1 - (at % l)];
        }

        var start = graph.Op("Sub", [graph.Numbers(l), input.Length]);
        var recency_HL = graph.Op(
            "Slice", [graph.Floats("recency", reversed, h, l), start, graph.Numbers(l), graph.Numbers(1)]);
        var scores_BHL = graph.Op(
            "Add", [graph.Op("Unsqueeze", [input.PaddingMask_BL, graph.Numbers(1)]), recency_HL]);
        var weights_BHL = graph.Op("Softmax", [scores_BHL], OnnxAttribute.Number("axis", -1));
        var weights_BH1L = graph.Op("Unsqueeze", [weights_BHL, graph.Numbers(2)]);
        var parts_BHLE = graph.Op(
            "Transpose",
            [graph.Op("Reshape", [input.X_BLD, graph.Numbers(0, -1, h, d / h)])],
            OnnxAttribute.Numbers("perm", 0, 2, 1, 3));
        var pooled_BD = graph.Op(
            "Reshape", [graph.Op("MatMul", [weights_BH1L, parts_BHLE]), graph.Numbers(-1, d)]);

        var newest_BD = layers.Last(input.X_BLD);
        var both = graph.Op("Concat", [newest_BD, pooled_BD], OnnxAttribute.Number("axis", 1));
        var outer_BD = layers.Linear(layers.Gelu(layers.Linear(both, "inner")), "outer");
        return layers.Norm(graph.Op("Add", [graph.Op("Add", [newest_BD, pooled_BD]), outer_BD]), "norm");
    }

    /// <summary>For each pair of positions, how far the second is behind the first; 0 where it is before it.</summary>
    internal static long[] Distances(long length)
    {
        var distances = new long[length * length];
        for (var at = 0; at < distances.Length; at++)
        {
            distances[at] = Math.Max(0, (at / length) - (at % length));
        }

        return distances;
    }
}
