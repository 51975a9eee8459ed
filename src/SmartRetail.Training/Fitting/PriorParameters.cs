using System.Numerics.Tensors;
using SmartRetail.Recommender.Content;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Training.Encoders;

namespace SmartRetail.Training.Fitting;

/// <summary>What an earlier fit came to, for another one to begin with in place of chance: a warm start.</summary>
/// <param name="vocabulary">The earlier fit's products.</param>
/// <param name="rows">One row for each of them, content included, as <c>products.f32</c> has them.</param>
/// <param name="network">All its other parameters, in the layout's order.</param>
internal sealed class PriorParameters(ItemVocabulary vocabulary, ReadOnlyMemory<float> rows, ReadOnlyMemory<float> network)
{
    public static PriorParameters Of(FittedEncoder fitted, ItemVocabulary vocabulary) =>
        new(vocabulary, Artifacts.EncoderExport.ToMatrix(fitted), NetworkOf(fitted.Parameters));

    /// <summary>Every parameter but the products' own embeddings, which the rows hold.</summary>
    public static float[] NetworkOf(FlatParameters parameters)
    {
        var network = new float[NetworkLength(parameters.Layout)];
        Walk(parameters, network, (values, part) => values.CopyTo(part));
        return network;
    }

    /// <summary>Whether a fit with this layout can begin with these.</summary>
    public bool Fits(ParameterLayout layout) =>
        network.Length == NetworkLength(layout) && rows.Length == vocabulary.Count * layout[ISequenceEncoder.Items].Shape[1];

    /// <summary>
    /// Sets what both fits have. A product's own embedding becomes what, with its content of today, makes its row what it was; a
    /// product that is new keeps its drawn one.
    /// </summary>
    public void CopyTo(FlatParameters parameters, ItemVocabulary items, ProductContent? content)
    {
        Walk(parameters, network.ToArray(), (values, part) => part.CopyTo(values));
        var width = (int)parameters.Layout[ISequenceEncoder.Items].Shape[1];
        var table = parameters[ISequenceEncoder.Items];
        var buckets = content is null ? [] : parameters[ISequenceEncoder.Content];
        for (var item = 0; item < items.Count; item++)
        {
            if (!vocabulary.TryGetItem(items[item], out var earlier))
            {
                continue;
            }

            var row = table.Slice(item * width, width);
            rows.Span.Slice(earlier * width, width).CopyTo(row);
            foreach (var (bucket, weight) in content is null ? [] : content.Of(item))
            {
                TensorPrimitives.MultiplyAdd(buckets.Slice(bucket * width, width), -weight, row, row);
            }
        }
    }

    private static int NetworkLength(ParameterLayout layout) => layout.Length - layout[ISequenceEncoder.Items].Length;

    private static void Walk(FlatParameters parameters, float[] network, MoveValues move)
    {
        var at = 0;
        foreach (var entry in parameters.Layout.Entries.Where(entry => entry.Name != ISequenceEncoder.Items))
        {
            move(parameters.Values.Slice(entry.Offset, entry.Length), network.AsSpan(at, entry.Length));
            at += entry.Length;
        }
    }

    private delegate void MoveValues(Span<float> values, Span<float> network);
}
