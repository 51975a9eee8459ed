using System.Numerics.Tensors;
using SmartRetail.Training.Encoders;
using SmartRetail.Training.Fitting;
using SmartRetail.Training.Onnx;

namespace SmartRetail.Training.Artifacts;

/// <summary>
/// What serving gets of a fit: the encoder as an ONNX model, and a row for each item. Contract: input <c>items</c>,
/// int64 [batch, length], item numbers with the oldest first, padded on the left with the number of items, length at
/// most MaxLength; output <c>encoding</c>, float [batch, dimensions]. The product of an encoding and a row is the
/// logit that was trained: the cosine over the temperature.
/// </summary>
internal static class EncoderExport
{
    public const string Input = "items";
    public const string Output = "encoding";
    private const float SmallestNorm = 1e-12f;

    public static byte[] ToOnnx(FittedEncoder fitted)
    {
        var encoder = fitted.Encoder;
        var graph = new OnnxGraph(encoder.Architecture);
        var items = graph.InputInt64(Input, ("batch", null), ("length", null));
        var state = encoder.Export(graph, fitted.Parameters, items);
        var norm = graph.Op(
            "ReduceL2", [state], OnnxAttribute.Numbers("axes", -1), OnnxAttribute.Number("keepdims", 1));
        var direction = graph.Op("Div", [state, graph.Op("Max", [norm, graph.Float(SmallestNorm)])]);
        var encoding = graph.Op("Mul", [direction, graph.Float((float)(1 / fitted.Options.Temperature))]);
        graph.OutputFloat(Output, encoding, ("batch", null), ("dimensions", encoder.Shape.Dimensions));
        return graph.ToModel();
    }

    /// <summary>One row of unit length for each item.</summary>
    public static float[] ToMatrix(FittedEncoder fitted)
    {
        var width = fitted.Encoder.Shape.Dimensions;
        var matrix = fitted.Parameters[ISequenceEncoder.Items].ToArray();
        for (var at = 0; at < matrix.Length; at += width)
        {
            var row = matrix.AsSpan(at, width);
            TensorPrimitives.Divide(row, Math.Max(TensorPrimitives.Norm<float>(row), SmallestNorm), row);
        }

        return matrix;
    }
}
