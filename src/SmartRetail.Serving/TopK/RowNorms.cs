namespace SmartRetail.Serving.TopK;

/// <summary>Norms of rows, summed in one order whatever the processor: the silos of a cluster must agree to the bit.</summary>
internal static class RowNorms
{
    private const float Smallest = 1e-12f;

    public static float Of(ReadOnlySpan<float> row)
    {
        var sum = 0.0;
        foreach (var value in row)
        {
            sum += (double)value * value;
        }

        return (float)Math.Sqrt(sum);
    }

    /// <summary>Returns what a row is multiplied with where it counts by its direction alone.</summary>
    public static float ScaleOf(ReadOnlySpan<float> row) => 1 / Math.Max(Of(row), Smallest);
}
