using SmartRetail.Training.Encoders;
using static TorchSharp.torch;

namespace SmartRetail.Training.Fitting;

/// <summary>Copies rows of the item table, which is the flat parameters' first entry.</summary>
internal static class EmbeddingRows
{
    /// <summary>Returns one row for each item; zeros for -1.</summary>
    public static Tensor Gather(FlatParameters parameters, ReadOnlySpan<int> items)
    {
        var table = parameters[ISequenceEncoder.Items];
        var width = (int)parameters.Layout[ISequenceEncoder.Items].Shape[1];
        var rows = empty(items.Length, width, dtype: ScalarType.Float32);
        var target = FlatParameters.FloatsOf(rows);
        for (var at = 0; at < items.Length; at++)
        {
            var row = target.Slice(at * width, width);
            if (items[at] >= 0)
            {
                table.Slice(items[at] * width, width).CopyTo(row);
            }
            else
            {
                row.Clear();
            }
        }

        return rows;
    }
}
