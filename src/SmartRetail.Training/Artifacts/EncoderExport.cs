using SmartRetail.Training.Encoders;
using SmartRetail.Training.Fitting;
using SmartRetail.Training.Onnx;

namespace SmartRetail.Training.Artifacts;

/// <summary>
/// What serving gets of a fit: the encoder as an ONNX model, and a row for each item. Contract: inputs <c>rows</c>, float
/// [batch, length, dimensions], the rows of the products of a history, oldest first, and <c>kinds</c>, int64 [batch,
/// length], their interaction kinds, both padded on the left with zeros, length at most MaxLength; output
/// <c>encoding</c>, float [batch, dimensions]. The product of an encoding and a row is the logit that was trained, or with
/// a temperature, of an encoding and a row's direction.
/// </summary>
internal static class EncoderExport
{
    public const string RowsInput = "rows";
    public const string KindsInput = "kinds";
    public const string Output = "encoding";
    private const float SmallestNorm = 1e-12f;

    public static byte[] ToOnnx(FittedEncoder fitted)
    {
        var encoder = fitted.Encoder;
        var graph = new OnnxGraph(encoder.Architecture);
        var rows = graph.InputFloat(
            RowsInput, ("batch", null), ("length", null), ("dimensions", encoder.Shape.Dimensions));
        var kinds = graph.InputInt64(KindsInput, ("batch", null), ("length", null));
        var encoding = encoder.Export(graph, fitted.Parameters, rows, kinds);
        if (fitted.Options.Temperature is { } temperature)
        {
            var norm = graph.Op(
                "ReduceL2", [encoding], OnnxAttribute.Numbers("axes", -1), OnnxAttribute.Number("keepdims", 1));
            var direction = graph.Op("Div", [encoding, graph.Op("Max", [norm, graph.Float(SmallestNorm)])]);
            encoding = graph.Op("Mul", [direction, graph.Float((float)(1 / temperature))]);
        }

        graph.OutputFloat(Output, encoding, ("batch", null), ("dimensions", encoder.Shape.Dimensions));
        return graph.ToModel();
    }

    /// <summary>One row for each item, content included.</summary>
    public static float[] ToMatrix(FittedEncoder fitted)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        return FlatParameters.FloatsOf(fitted.Rows.GatherAll()).ToArray();
    }
}
