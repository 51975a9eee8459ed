using SmartRetail.Training.Onnx;

namespace SmartRetail.Training.Encoders;

/// <summary>
/// The exported side of <see cref="SasRec"/>. It answers for the last position only, so the last layer computes its
/// queries and its feed-forward block for that one: the same numbers in two thirds of the time.
/// </summary>
internal sealed class SasRecGraph(
    OnnxGraph graph, FlatParameters parameters, EncoderShape shape, int layers, int heads, double epsilon)
{
    private const float Hidden = -1e9f;
    private readonly int _width = shape.Dimensions / heads;

    public string Add(string items_BL)
    {
        var length = graph.Op(
            "Slice", [graph.Op("Shape", [items_BL]), graph.Numbers(1), graph.Numbers(2), graph.Numbers(0)]);
        var padding_B11L = MaskPadding(items_BL);
        var causal_B1LL = graph.Op("Max", [graph.Op("Add", [padding_B11L, MaskFuture(length)]), graph.Float(Hidden)]);
        var x_BLD = graph.Op("Add", [Embed(items_BL), Positions(length)]);
        x_BLD = Norm(x_BLD, "input.norm");
        for (var layer = 0; layer < layers - 1; layer++)
        {
            x_BLD = Layer(x_BLD, x_BLD, causal_B1LL, layer);
        }

        var last_B1D = graph.Op(
            "Slice", [x_BLD, graph.Numbers(-1), graph.Numbers(long.MaxValue), graph.Numbers(1)]);
        last_B1D = Layer(last_B1D, x_BLD, padding_B11L, layers - 1);
        return graph.Op("Squeeze", [last_B1D, graph.Numbers(1)]);
    }

    private string Embed(string items_BL)
    {
        var rows = new float[(shape.Items + 1) * shape.Dimensions];
        parameters[ISequenceEncoder.Items].CopyTo(rows);
        var table = graph.Floats(ISequenceEncoder.Items + ".table", rows, shape.Items + 1, shape.Dimensions);
        return graph.Op("Gather", [table, items_BL]);
    }

    // Positions count from the newest item, so a shorter input takes the table's end.
    private string Positions(string length)
    {
        var all = graph.Floats("positions", parameters["positions"], shape.MaxLength, shape.Dimensions);
        var start = graph.Op("Sub", [graph.Numbers(shape.MaxLength), length]);
        return graph.Op("Slice", [all, start, graph.Numbers(shape.MaxLength), graph.Numbers(0)]);
    }

    private string MaskPadding(string items_BL)
    {
        var isPadding = graph.Op("Equal", [items_BL, graph.Number(shape.Items)]);
        var mask_BL = graph.Op(
            "Mul", [graph.Op("Cast", [isPadding], OnnxAttribute.Number("to", 1)), graph.Float(Hidden)]);
        return graph.Op("Unsqueeze", [mask_BL, graph.Numbers(1, 2)]);
    }

    private string MaskFuture(string length)
    {
        var mask = new float[shape.MaxLength * shape.MaxLength];
        for (var row = 0; row < shape.MaxLength; row++)
        {
            mask.AsSpan((row * shape.MaxLength) + row + 1, shape.MaxLength - row - 1).Fill(Hidden);
        }

        var all = graph.Floats("causal", mask, shape.MaxLength, shape.MaxLength);
        var ends = graph.Op("Concat", [length, length], OnnxAttribute.Number("axis", 0));
        return graph.Op("Slice", [all, graph.Numbers(0, 0), ends, graph.Numbers(0, 1)]);
    }

    /// <summary>One block for the positions in <paramref name="x"/>, which look at all of <paramref name="seen"/>.</summary>
    private string Layer(string x, string seen, string mask, int layer)
    {
        var attended = Attend(x, seen, mask, layer);
        x = Norm(graph.Op("Add", [x, attended]), $"{layer}.attention.norm");
        var inner = Gelu(Linear(x, $"{layer}.inner"));
        return Norm(graph.Op("Add", [x, Linear(inner, $"{layer}.outer")]), $"{layer}.norm");
    }

    private string Attend(string x, string seen, string mask, int layer)
    {
        var d = shape.Dimensions;
        var weights = parameters[$"{layer}.query_key_value.weight"];
        var biases = parameters[$"{layer}.query_key_value.bias"];
        var scale = 1 / MathF.Sqrt(_width);
        var queries = Heads(Project(x, $"{layer}.query", weights[..(d * d)], biases[..d], scale), 0, 2, 1, 3);
        var keys = Heads(Project(seen, $"{layer}.key", weights[(d * d)..(2 * d * d)], biases[d..(2 * d)]), 0, 2, 3, 1);
        var values = Heads(Project(seen, $"{layer}.value", weights[(2 * d * d)..], biases[(2 * d)..]), 0, 2, 1, 3);

        var scores = graph.Op("Add", [graph.Op("MatMul", [queries, keys]), mask]);
        var attention = graph.Op("Softmax", [scores], OnnxAttribute.Number("axis", -1));
        var context = graph.Op(
            "Transpose", [graph.Op("MatMul", [attention, values])], OnnxAttribute.Numbers("perm", 0, 2, 1, 3));
        return Linear(graph.Op("Reshape", [context, graph.Numbers(0, -1, d)]), $"{layer}.output");
    }

    private string Heads(string x, params ReadOnlySpan<long> order) => graph.Op(
        "Transpose",
        [graph.Op("Reshape", [x, graph.Numbers(0, -1, heads, _width)])],
        OnnxAttribute.Numbers("perm", order));

    private string Linear(string x, string name) =>
        Project(x, name, parameters[$"{name}.weight"], parameters[$"{name}.bias"]);

    /// <summary>Multiplies by the weights, which are transposed here once, so that the graph need not.</summary>
    private string Project(string x, string name, ReadOnlySpan<float> weights, ReadOnlySpan<float> biases, float scale = 1)
    {
        var outputs = biases.Length;
        var inputs = weights.Length / outputs;
        var transposed = new float[weights.Length];
        for (var output = 0; output < outputs; output++)
        {
            for (var input = 0; input < inputs; input++)
            {
                transposed[(input * outputs) + output] = weights[(output * inputs) + input] * scale;
            }
        }

        var scaled = new float[outputs];
        System.Numerics.Tensors.TensorPrimitives.Multiply(biases, scale, scaled);
        var product = graph.Op("MatMul", [x, graph.Floats($"{name}.weight", transposed, inputs, outputs)]);
        return graph.Op("Add", [product, graph.Floats($"{name}.bias", scaled, outputs)]);
    }

    private string Norm(string x, string name) => graph.Op(
        "LayerNormalization",
        [
            x,
            graph.Floats($"{name}.weight", parameters[$"{name}.weight"], shape.Dimensions),
            graph.Floats($"{name}.bias", parameters[$"{name}.bias"], shape.Dimensions),
        ],
        OnnxAttribute.Number("axis", -1),
        OnnxAttribute.Float("epsilon", (float)epsilon));

    private string Gelu(string x)
    {
        var half = graph.Op("Mul", [x, graph.Float(0.5f)]);
        var erf = graph.Op("Erf", [graph.Op("Mul", [x, graph.Float(1 / MathF.Sqrt(2))])]);
        return graph.Op("Mul", [half, graph.Op("Add", [erf, graph.Float(1)])]);
    }
}
