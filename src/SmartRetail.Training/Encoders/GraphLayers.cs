using SmartRetail.Training.Onnx;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace SmartRetail.Training.Encoders;

/// <summary>The layers of an exported network, with the fitted parameters as constants.</summary>
internal sealed class GraphLayers(OnnxGraph graph, FlatParameters parameters, double epsilon)
{
    /// <summary>Added to the score of what must not be seen; minus infinity would make rows of padding not a number.</summary>
    public const float Hidden = -1e9f;

    public OnnxGraph Graph => graph;

    public FlatParameters Parameters => parameters;

    /// <summary>Returns the parameters of that name as a constant.</summary>
    public string Constant(string name)
    {
        var shape = parameters.Layout[name].Shape;
        return graph.Floats($"{name}.table", parameters[name], shape);
    }

    public string Linear(string x, string name) =>
        Project(x, name, parameters[$"{name}.weight"], parameters[$"{name}.bias"]);

    /// <summary>Multiplies by the weights, which are transposed here once, so that the graph need not.</summary>
    public string Project(
        string x, string name, ReadOnlySpan<float> weights, ReadOnlySpan<float> biases, float scale = 1)
    {
        var outputs = biases.Length;
        var inputs = weights.Length / outputs;
        var scaled = new float[outputs];
        TensorPrimitives.Multiply(biases, scale, scaled);
        var table = graph.Floats($"{name}.weight", Transpose(weights, outputs, inputs, scale), inputs, outputs);
        return graph.Op("Add", [graph.Op("MatMul", [x, table]), graph.Floats($"{name}.bias", scaled, outputs)]);
    }

    public string Norm(string x, string name)
    {
        var width = parameters.Layout[$"{name}.weight"].Shape[0];
        return graph.Op(
            "LayerNormalization",
            [
                x,
                graph.Floats($"{name}.weight", parameters[$"{name}.weight"], width),
                graph.Floats($"{name}.bias", parameters[$"{name}.bias"], width),
            ],
            OnnxAttribute.Number("axis", -1),
            OnnxAttribute.Float("epsilon", (float)epsilon));
    }

    public string Gelu(string x)
    {
        var half = graph.Op("Mul", [x, graph.Float(0.5f)]);
        var erf = graph.Op("Erf", [graph.Op("Mul", [x, graph.Float(1 / MathF.Sqrt(2))])]);
        return graph.Op("Mul", [half, graph.Op("Add", [erf, graph.Float(1)])]);
    }

    /// <summary>Returns the last position of x_BLD as x_BD.</summary>
    public string Last(string x) => graph.Op("Squeeze", [LastAsOne(x), graph.Numbers(1)]);

    /// <summary>Returns the last position of x_BLD as x_B1D.</summary>
    public string LastAsOne(string x) =>
        graph.Op("Slice", [x, graph.Numbers(-1), graph.Numbers(long.MaxValue), graph.Numbers(1)]);

    public static float[] Transpose(ReadOnlySpan<float> matrix, int rows, int columns, float scale = 1)
    {
        var transposed = new float[matrix.Length];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                transposed[(column * rows) + row] = matrix[(row * columns) + column] * scale;
            }
        }

        return transposed;
    }
}
