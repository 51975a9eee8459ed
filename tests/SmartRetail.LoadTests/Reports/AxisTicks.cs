namespace SmartRetail.LoadTests.Reports;

/// <summary>Where an axis has its lines: at round numbers.</summary>
internal static class AxisTicks
{
    private const int About = 5;

    /// <summary>Returns multiples of 1, 2 or 5 times a power of ten that cover the range; about five.</summary>
    public static IReadOnlyList<double> Linear(double low, double high)
    {
        if (high <= low)
        {
            high = low + 1;
        }

        var rough = (high - low) / About;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = power * (rough / power) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 };
        var first = Math.Floor(low / step);
        var count = (int)Math.Ceiling((high / step) - 1e-9) - (int)first;
        return [.. Enumerable.Range(0, count + 1).Select(at => (first + at) * step)];
    }

    /// <summary>Returns powers of ten that cover the range.</summary>
    public static IReadOnlyList<double> Logarithmic(double low, double high)
    {
        var (first, last) = ((int)Math.Floor(Math.Log10(low)), (int)Math.Ceiling(Math.Log10(high)));
        return [.. Enumerable.Range(first, Math.Max(1, last - first) + 1).Select(power => Math.Pow(10, power))];
    }
}
