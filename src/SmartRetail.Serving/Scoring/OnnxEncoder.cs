using System.Buffers;
using Microsoft.ML.OnnxRuntime;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Sequences;

namespace SmartRetail.Serving.Scoring;

/// <summary>Encodes histories with ONNX Runtime, those of about one length in one call. Thread-safe.</summary>
/// <param name="maxLength">The longest history that the graph takes: of a longer one the newest interactions.</param>
internal sealed class OnnxEncoder(InferenceSession session, IProductRows products, int maxLength) : ISequenceEncoder
{
    // As in training: where kinds are not known, all are what most are.
    private const long UnknownKind = (long)InteractionKind.View;
    private static readonly string[] InputNames = [EncoderGraph.Rows, EncoderGraph.Kinds];
    private static readonly string[] OutputNames = [EncoderGraph.Output];

    /// <summary>Writes a row of <paramref name="encodings"/> for each history, oldest first, in their order.</summary>
    public void Encode(IReadOnlyList<InteractionSequence> sequences, Span<float> encodings)
    {
        var newest = new InteractionSequence[sequences.Count];
        var lengths = new int[sequences.Count];
        var places = new int[sequences.Count];
        for (var at = 0; at < newest.Length; at++)
        {
            newest[at] = sequences[at].Newest(maxLength);
            lengths[at] = Math.Max(1, newest[at].Length);
            places[at] = at;
        }

        Array.Sort(lengths, places);
        foreach (var group in LengthGroups.Split(lengths))
        {
            EncodeGroup(newest, places.AsSpan(group), lengths[group][^1], encodings);
        }
    }

    /// <summary>Encodes the histories at some places, all padded on the left to one length.</summary>
    private void EncodeGroup(
        ReadOnlySpan<InteractionSequence> sequences, ReadOnlySpan<int> places, int length, Span<float> encodings)
    {
        var width = products.Dimensions;
        var rows = ArrayPool<float>.Shared.Rent(places.Length * length * width);
        var kinds = ArrayPool<long>.Shared.Rent(places.Length * length);
        var encoded = ArrayPool<float>.Shared.Rent(places.Length * width);
        try
        {
            for (var row = 0; row < places.Length; row++)
            {
                Gather(
                    sequences[places[row]],
                    rows.AsSpan(row * length * width, length * width),
                    kinds.AsSpan(row * length, length));
            }

            Run(rows, kinds, encoded, places.Length, length);
            for (var row = 0; row < places.Length; row++)
            {
                encoded.AsSpan(row * width, width).CopyTo(encodings.Slice(places[row] * width, width));
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rows);
            ArrayPool<long>.Shared.Return(kinds);
            ArrayPool<float>.Shared.Return(encoded);
        }
    }

    private void Gather(InteractionSequence sequence, Span<float> rows, Span<long> kinds)
    {
        var padding = kinds.Length - sequence.Length;
        rows[..(padding * products.Dimensions)].Clear();
        kinds[..padding].Clear();
        for (var step = 0; step < sequence.Length; step++)
        {
            products.Read(
                sequence.Items.Span[step], rows.Slice((padding + step) * products.Dimensions, products.Dimensions));
            kinds[padding + step] = sequence.Kinds.IsEmpty ? UnknownKind : sequence.Kinds.Span[step];
        }
    }

    private void Run(float[] rows, long[] kinds, float[] encoded, int count, int length)
    {
        var width = products.Dimensions;
        var (positions, outputs) = (count * length, count * width);
        using var rowsInput = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, rows.AsMemory(0, positions * width), [count, length, width]);
        using var kindsInput = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, kinds.AsMemory(0, positions), [count, length]);
        using var output = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, encoded.AsMemory(0, outputs), [count, width]);
        using var run = new RunOptions();
        session.Run(run, InputNames, [rowsInput, kindsInput], OutputNames, [output]);
    }
}
