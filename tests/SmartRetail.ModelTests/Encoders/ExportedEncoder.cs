using Microsoft.ML.OnnxRuntime;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Training.Artifacts;
using SmartRetail.Training.Fitting;

namespace SmartRetail.ModelTests.Encoders;

/// <summary>An encoder's ONNX model in ONNX Runtime.</summary>
internal sealed class ExportedEncoder(FittedEncoder fitted) : IDisposable
{
    private readonly int _padding = fitted.Encoder.Shape.Items;

    public InferenceSession Session { get; } = new(EncoderExport.ToOnnx(fitted));

    public void Dispose() => Session.Dispose();

    /// <summary>Encodes the histories, padded on the left to one length, in one call.</summary>
    public float[] Encode(ReadOnlySpan<InteractionSequence> histories, int length)
    {
        var items = new long[histories.Length * length];
        Array.Fill(items, _padding);
        for (var row = 0; row < histories.Length; row++)
        {
            var history = histories[row].Items.Span;
            for (var at = 0; at < history.Length; at++)
            {
                items[((row + 1) * length) - history.Length + at] = history[at];
            }
        }

        using var input = OrtValue.CreateTensorValueFromMemory(items, [histories.Length, length]);
        using var options = new RunOptions();
        using var outputs = Session.Run(options, [EncoderExport.Input], [input], [EncoderExport.Output]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
