using SmartRetail.Serving.TopK;

namespace SmartRetail.Benchmarks.TopK;

/// <summary>Products and queries as embeddings lie: around some hundreds of centers.</summary>
internal sealed class GeneratedProducts
{
    public const int Dimensions = 64;
    public const int Queries = 32;
    private const int Centers = 256;
    private const float Spread = 0.7f;

    public GeneratedProducts(int count)
    {
        var random = new Random(count);
        var centers = Normal(random, Centers * Dimensions);
        Rows = Around(centers, random, count);
        Batch = Around(centers, random, Queries);
        Index = new(new(Rows, Dimensions));
    }

    public float[] Rows { get; }

    public float[] Batch { get; }

    public TopKIndex Index { get; }

    public ProductMatrix Matrix => Index.Matrix;

    public float[] First(int queries) => Batch[..(queries * Dimensions)];

    private static float[] Around(float[] centers, Random random, int count)
    {
        var rows = Normal(random, count * Dimensions);
        for (var row = 0; row < count; row++)
        {
            var center = random.Next(Centers) * Dimensions;
            for (var dimension = 0; dimension < Dimensions; dimension++)
            {
                rows[(row * Dimensions) + dimension] += centers[center + dimension] * Spread;
            }
        }

        return rows;
    }

    // Near enough: the sum of three uniform numbers, with a deviation of 1.
    private static float[] Normal(Random random, int count)
    {
        var values = new float[count];
        for (var at = 0; at < count; at++)
        {
            values[at] = 2 * (random.NextSingle() + random.NextSingle() + random.NextSingle() - 1.5f);
        }

        return values;
    }
}
