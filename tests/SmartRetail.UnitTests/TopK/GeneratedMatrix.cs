using System.Numerics.Tensors;
using SmartRetail.Recommender.Retrieval;
using SmartRetail.Serving.TopK;

namespace SmartRetail.UnitTests.TopK;

/// <summary>Rows, scales and queries of some kind, and the lists that a plain loop makes of them.</summary>
internal sealed class GeneratedMatrix
{
    private readonly float[] _rows;
    private readonly float[] _scales;
    private readonly int _dimensions;

    private GeneratedMatrix(float[] rows, float[] scales, float[] queries, int dimensions)
    {
        (_rows, _scales, Queries, _dimensions) = (rows, scales, queries, dimensions);
        Matrix = new(rows, dimensions, scales);
    }

    public ProductMatrix Matrix { get; }

    public float[] Queries { get; }

    public int QueryCount => Queries.Length / _dimensions;

    public static GeneratedMatrix Of(MatrixKind kind, int items, int dimensions, int queries, int seed)
    {
        var random = new Random(seed);
        var centers = Normal(random, 10 * dimensions, 1);
        var rows = Normal(random, items * dimensions, 1);
        var scales = new float[items];
        Array.Fill(scales, 1);
        for (var item = 0; item < items; item++)
        {
            var row = rows.AsSpan(item * dimensions, dimensions);
            switch (kind)
            {
                case MatrixKind.Clustered:
                    var center = centers.AsSpan(random.Next(10) * dimensions, dimensions);
                    TensorPrimitives.MultiplyAdd(row, 0.01f, center, row);
                    break;
                case MatrixKind.Equal:
                    rows.AsSpan(0, dimensions).CopyTo(row);
                    break;
                case MatrixKind.FewValues:
                    row.Clear();
                    row[random.Next(dimensions)] = random.Next(-2, 3);
                    break;
                case MatrixKind.ManyZeros when item % 3 > 0:
                    row.Clear();
                    break;
                case MatrixKind.ManyMagnitudes:
                    TensorPrimitives.Multiply(row, MathF.Pow(10, random.Next(-44, 12)), row);
                    break;
                case MatrixKind.Scaled:
                    scales[item] = item % 7 == 0 ? 0 : MathF.Pow(10, random.Next(-8, 8));
                    break;
            }
        }

        var asked = Normal(random, queries * dimensions, kind == MatrixKind.ManyMagnitudes ? 1e6f : 1);
        if (kind == MatrixKind.TinyQueries)
        {
            TensorPrimitives.Multiply(asked, 1e-40f, asked);
        }

        return new(rows, scales, asked, dimensions);
    }

    public float[] Score(int query)
    {
        var scores = new float[Matrix.Items];
        for (var item = 0; item < scores.Length; item++)
        {
            var sum = 0f;
            for (var dimension = 0; dimension < _dimensions; dimension++)
            {
                sum = MathF.FusedMultiplyAdd(
                    _rows[(item * _dimensions) + dimension], Queries[(query * _dimensions) + dimension], sum);
            }

            scores[item] = sum * _scales[item];
        }

        return scores;
    }

    public ScoredItem[][] List(int count, ItemBitmap? eligible = null) =>
    [
        .. Enumerable.Range(0, QueryCount).Select(query => Score(query)
            .Select((score, item) => new ScoredItem(item, score))
            .Where(scored => eligible?.Contains(scored.Item) ?? true)
            .OrderByDescending(scored => scored.Score)
            .ThenBy(scored => scored.Item)
            .Take(count)
            .ToArray()),
    ];

    private static float[] Normal(Random random, int count, float deviation)
    {
        var values = new float[count];
        for (var at = 0; at < count; at++)
        {
            var length = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            values[at] = deviation * (float)(length * Math.Cos(2 * Math.PI * random.NextDouble()));
        }

        return values;
    }
}
