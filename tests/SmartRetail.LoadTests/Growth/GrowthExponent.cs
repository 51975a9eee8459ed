namespace SmartRetail.LoadTests.Growth;

/// <summary>
/// How a cost grows with a size: the exponent of the power of the size that joins two points, which is the slope between them where
/// both scales are logarithmic. 0 is flat, 1 in proportion, 2 the square.
/// </summary>
internal static class GrowthExponent
{
    // Closer than this to a whole exponent is that exponent: two runs of the same differ by as much.
    private const double Near = 0.1;

    /// <summary>Returns the exponent; null where a point has no cost, and so no logarithm.</summary>
    public static double? Between((double Size, double Cost) from, (double Size, double Cost) to) =>
        from.Cost > 0 && to.Cost > 0 && from.Size > 0 && to.Size > from.Size
            ? Math.Log(to.Cost / from.Cost) / Math.Log(to.Size / from.Size)
            : null;

    /// <summary>Returns how many times the cost is with ten times the size.</summary>
    public static double PerTenfold(double exponent) => Math.Pow(10, exponent);

    public static string Describe(double exponent) => exponent switch
    {
        < -Near => "falls",
        <= Near => "flat",
        < 1 - Near => "slower than the size",
        <= 1 + Near => "in proportion",
        _ => "faster than the size",
    };
}
