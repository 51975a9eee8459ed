using SmartRetail.Training.Onnx;

namespace SmartRetail.Training.Encoders;

/// <summary>
/// The exported side of <see cref="SasRec"/>. It answers for the last position only, so the last layer computes its
/// queries and its feed-forward block for that one: the same numbers in two thirds of the time.
/// </summary>
internal sealed class SasRecGraph(GraphLayers layers, EncoderShape shape, int blocks, int heads)
{
    private readonly OnnxGraph _graph = layers.Graph;
    private readonly int _width = shape.Dimensions / heads;

    public string Add(GraphInput input)
    {
        var padding_B11L = _graph.Op("Unsqueeze", [input.PaddingMask_BL, _graph.Numbers(1, 2)]);
        var causal_B1LL = _graph.Op(
            "Max", [_graph.Op("Add", [padding_B11L, MaskFuture(input.Length)]), _graph.Float(GraphLayers.Hidden)]);
        var x_BLD = input.X_BLD;
        for (var layer = 0; layer < blocks - 1; layer++)
        {
            x_BLD = Layer(x_BLD, x_BLD, causal_B1LL, layer);
        }

        var last_B1D = Layer(layers.LastAsOne(x_BLD), x_BLD, padding_B11L, blocks - 1);
        return _graph.Op("Squeeze", [last_B1D, _graph.Numbers(1)]);
    }

    private string MaskFuture(string length)
    {
        var mask = new float[shape.MaxLength * shape.MaxLength];
        for (var row = 0; row < shape.MaxLength; row++)
        {
            mask.AsSpan((row * shape.MaxLength) + row + 1, shape.MaxLength - row - 1).Fill(GraphLayers.Hidden);
        }

        var all = _graph.Floats("causal", mask, shape.MaxLength, shape.MaxLength);
        var ends = _graph.Op("Concat", [length, length], OnnxAttribute.Number("axis", 0));
        return _graph.Op("Slice", [all, _graph.Numbers(0, 0), ends, _graph.Numbers(0, 1)]);
    }

    /// <summary>One block for the positions in <paramref name="x"/>, which look at all of <paramref name="seen"/>.</summary>
    private string Layer(string x, string seen, string mask, int layer)
    {
        var attended = Attend(x, seen, mask, layer);
        x = layers.Norm(_graph.Op("Add", [x, attended]), $"{layer}.attention.norm");
        var inner = layers.Gelu(layers.Linear(x, $"{layer}.inner"));
        return layers.Norm(_graph.Op("Add", [x, layers.Linear(inner, $"{layer}.outer")]), $"{layer}.norm");
    }

    private string Attend(string x, string seen, string mask, int layer)
    {
        var d = shape.Dimensions;
        var weights = layers.Parameters[$"{layer}.query_key_value.weight"];
        var biases = layers.Parameters[$"{layer}.query_key_value.bias"];
        var scale = 1 / MathF.Sqrt(_width);
        var query = layers.Project(x, $"{layer}.query", weights[..(d * d)], biases[..d], scale);
        var key = layers.Project(seen, $"{layer}.key", weights[(d * d)..(2 * d * d)], biases[d..(2 * d)]);
        var value = layers.Project(seen, $"{layer}.value", weights[(2 * d * d)..], biases[(2 * d)..]);

        var scores = _graph.Op(
            "Add", [_graph.Op("MatMul", [Heads(query, 0, 2, 1, 3), Heads(key, 0, 2, 3, 1)]), mask]);
        var attention = _graph.Op("Softmax", [scores], OnnxAttribute.Number("axis", -1));
        var context = _graph.Op(
            "Transpose",
            [_graph.Op("MatMul", [attention, Heads(value, 0, 2, 1, 3)])],
            OnnxAttribute.Numbers("perm", 0, 2, 1, 3));
        return layers.Linear(_graph.Op("Reshape", [context, _graph.Numbers(0, -1, d)]), $"{layer}.output");
    }

    private string Heads(string x, params ReadOnlySpan<long> order) => _graph.Op(
        "Transpose",
        [_graph.Op("Reshape", [x, _graph.Numbers(0, -1, heads, _width)])],
        OnnxAttribute.Numbers("perm", order));
}
