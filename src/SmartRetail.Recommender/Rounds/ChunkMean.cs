using System.Numerics.Tensors;

namespace SmartRetail.Recommender.Rounds;

/// <summary>
/// What the workers made of a chunk, as one difference from what it was. Where they count the examples of each row, a row's
/// difference is Σn · ΣnΔ / Σn²: one worker's Δ where only that one learned from the row, the sum where all learned alike.
/// </summary>
/// <remarks>
/// Adam's steps do not shrink with the gradient. A worker that draws a product only as a negative moves its row as far as the
/// one whose customers bought it, so a plain mean would undo half of what was learned; and workers that each saw a part of
/// a row's examples took each a part of the way. What all learn from in every step, the network, is their mean by shares.
/// </remarks>
/// <param name="before">The chunk as all workers began with it, whole.</param>
internal sealed class ChunkMean(byte[] before)
{
    private readonly float[] _sum = new float[ParameterChunk.LengthOf(before)];
    private readonly float[] _difference = new float[ParameterChunk.LengthOf(before)];
    private double[] _counts = [];
    private double[] _squares = [];

    /// <param name="share">The worker's part in the mean of what is not counted.</param>
    /// <exception cref="InvalidDataException">The chunk is of another length.</exception>
    public void Add(byte[] fitted, float share)
    {
        ParameterChunk.ReadDifference(fitted, ParameterChunk.ReadWhole(before), _difference);
        var counts = ParameterChunk.ReadCounts(fitted);
        if (counts.Length == 0)
        {
            TensorPrimitives.MultiplyAdd(_difference, share, _sum, _sum);
            return;
        }

        if (_counts.Length == 0)
        {
            (_counts, _squares) = (new double[counts.Length], new double[counts.Length]);
        }

        var width = _sum.Length / counts.Length;
        for (var row = 0; row < counts.Length; row++)
        {
            double count = counts[row];
            _counts[row] += count;
            _squares[row] += count * count;
            var sum = _sum.AsSpan(row * width, width);
            TensorPrimitives.MultiplyAdd(_difference.AsSpan(row * width, width), (float)count, sum, sum);
        }
    }

    /// <summary>What the parameters were less what they are to be; to be called once.</summary>
    public float[] ToDifference()
    {
        for (var row = 0; row < _counts.Length; row++)
        {
            var width = _sum.Length / _counts.Length;
            var sum = _sum.AsSpan(row * width, width);
            TensorPrimitives.Multiply(sum, _squares[row] > 0 ? (float)(_counts[row] / _squares[row]) : 0, sum);
        }

        return _sum;
    }
}
