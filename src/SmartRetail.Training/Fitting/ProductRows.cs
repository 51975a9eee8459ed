using SmartRetail.Recommender.Content;
using SmartRetail.Training.Encoders;
using static TorchSharp.torch;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace SmartRetail.Training.Fitting;

/// <summary>
/// The row of a product: its own embedding plus those of its content. With the embedding left out in a share of the
/// training examples, content alone learns to stand for a product, so that one without interactions has a usable row.
/// </summary>
internal sealed class ProductRows(FlatParameters parameters, ProductContent? content)
{
    private const float SmallestLength = 1e-12f;
    private readonly int _width = (int)parameters.Layout[ISequenceEncoder.Items].Shape[1];

    public ProductContent? Content => content;

    /// <summary>Returns one row for each item; zeros for -1.</summary>
    /// <param name="leftOut">Where the product's own embedding is left out; may be empty.</param>
    public Tensor Gather(ReadOnlySpan<int> items, ReadOnlySpan<bool> leftOut = default)
    {
        var rows = empty(items.Length, _width, dtype: ScalarType.Float32);
        var target = FlatParameters.FloatsOf(rows);
        for (var at = 0; at < items.Length; at++)
        {
            Compose(items[at], !leftOut.IsEmpty && leftOut[at], target.Slice(at * _width, _width));
        }

        return rows;
    }

    /// <summary>Returns the rows of all items.</summary>
    public Tensor GatherAll() => Gather(Enumerable.Range(0, (int)parameters.Layout[ISequenceEncoder.Items].Shape[0]).ToArray());

    /// <summary>Returns the direction of each item's row, of length 1, and how long each row was.</summary>
    public (Tensor Directions, float[] Lengths) GatherDirections(ReadOnlySpan<int> items, ReadOnlySpan<bool> leftOut)
    {
        var rows = Gather(items, leftOut);
        var values = FlatParameters.FloatsOf(rows);
        var lengths = new float[items.Length];
        for (var at = 0; at < items.Length; at++)
        {
            var row = values.Slice(at * _width, _width);
            lengths[at] = Math.Max(TensorPrimitives.Norm<float>(row), SmallestLength);
            TensorPrimitives.Divide(row, lengths[at], row);
        }

        return (rows, lengths);
    }

    /// <summary>
    /// Turns the gradients of directions into those of their rows, in place: what would change a row's length alone falls
    /// out, g ← (g - d·(d·g)) / length.
    /// </summary>
    public void ToRowGradients(Tensor directions, float[] lengths, Tensor gradient)
    {
        var values = FlatParameters.FloatsOf(directions);
        var slopes = FlatParameters.FloatsOf(gradient);
        for (var at = 0; at < lengths.Length; at++)
        {
            var direction = values.Slice(at * _width, _width);
            var slope = slopes.Slice(at * _width, _width);
            TensorPrimitives.MultiplyAdd(direction, -TensorPrimitives.Dot<float>(direction, slope), slope, slope);
            TensorPrimitives.Divide(slope, lengths[at], slope);
        }
    }

    /// <summary>Adds the gradients of gathered rows to those of the tables.</summary>
    public void Scatter(ReadOnlySpan<int> items, ReadOnlySpan<bool> leftOut, Tensor gradient, Gradients gradients) =>
        Scatter(items, leftOut, FlatParameters.FloatsOf(gradient.contiguous()), gradients);

    /// <inheritdoc cref="Scatter(ReadOnlySpan{int}, ReadOnlySpan{bool}, Tensor, Gradients)"/>
    public void Scatter(
        ReadOnlySpan<int> items, ReadOnlySpan<bool> leftOut, ReadOnlySpan<float> source, Gradients gradients)
    {
        for (var at = 0; at < items.Length; at++)
        {
            if (items[at] < 0)
            {
                continue;
            }

            var slope = source.Slice(at * _width, _width);
            if (leftOut.IsEmpty || !leftOut[at])
            {
                var row = gradients.Tables[0][items[at]];
                TensorPrimitives.Add(row, slope, row);
            }

            if (content is not null)
            {
                foreach (var (bucket, weight) in content.Of(items[at]))
                {
                    var row = gradients.Tables[1][bucket];
                    TensorPrimitives.MultiplyAdd(slope, weight, row, row);
                }
            }
        }
    }

    private void Compose(int item, bool leftOut, Span<float> row)
    {
        if (item < 0 || leftOut)
        {
            row.Clear();
        }
        else
        {
            parameters[ISequenceEncoder.Items].Slice(item * _width, _width).CopyTo(row);
        }

        if (item >= 0 && content is not null)
        {
            var table = parameters[ISequenceEncoder.Content];
            foreach (var (bucket, weight) in content.Of(item))
            {
                TensorPrimitives.MultiplyAdd(table.Slice(bucket * _width, _width), weight, row, row);
            }
        }
    }
}
