using Microsoft.ML.OnnxRuntime;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Training.Artifacts;
using SmartRetail.Training.Fitting;

namespace SmartRetail.ModelTests.Encoders;

/// <summary>An encoder's ONNX model in ONNX Runtime.</summary>
internal sealed class ExportedEncoder(FittedEncoder fitted) : IDisposable
{
    private readonly float[] _matrix = EncoderExport.ToMatrix(fitted);
    private readonly int _width = fitted.Encoder.Shape.Dimensions;

    public InferenceSession Session { get; } = new(EncoderExport.ToOnnx(fitted));

    public void Dispose() => Session.Dispose();

    /// <summary>Encodes the histories, padded on the left to one length, in one call.</summary>
    public float[] Encode(ReadOnlySpan<InteractionSequence> histories, int length)
    {
        var rows = new float[histories.Length * length * _width];
        var kinds = new long[histories.Length * length];
        for (var row = 0; row < histories.Length; row++)
        {
            var history = histories[row];
            for (var at = 0; at < history.Length; at++)
            {
                var slot = ((row + 1) * length) - history.Length + at;
                _matrix.AsSpan(history.Items.Span[at] * _width, _width).CopyTo(rows.AsSpan(slot * _width));
                kinds[slot] = history.Kinds.Span[at];
            }
        }

        using var rowsInput = OrtValue.CreateTensorValueFromMemory(rows, [histories.Length, length, _width]);
        using var kindsInput = OrtValue.CreateTensorValueFromMemory(kinds, [histories.Length, length]);
        using var options = new RunOptions();
        using var outputs = Session.Run(
            options,
            [EncoderExport.RowsInput, EncoderExport.KindsInput],
            [rowsInput, kindsInput],
            [EncoderExport.Output]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
