namespace SmartRetail.LoadTests.Arrivals;

/// <summary>
/// A rate that follows a shape: points of (share of the run, share of the peak), joined by straight lines; two points at one
/// time are a jump.
/// </summary>
/// <param name="peak">Calls a second where the shape is 1.</param>
/// <param name="duration">The time over which the shape is stretched; after it the last point stays.</param>
internal sealed class ShapedRate(double peak, TimeSpan duration, IReadOnlyList<(double At, double Height)> shape) : IRateProfile
{
    // A run that stands still would not notice that its rate comes back.
    private const double Least = 0.01;

    public double RateAt(TimeSpan elapsed)
    {
        var at = elapsed / duration;
        var next = 0;
        while (next < shape.Count && shape[next].At <= at)
        {
            next++;
        }

        var height = next == 0 ? shape[0].Height : next == shape.Count ? shape[^1].Height : Between(shape[next - 1], shape[next], at);
        return peak * Math.Max(Least, height);
    }

    private static double Between((double At, double Height) from, (double At, double Height) to, double at) =>
        from.Height + ((to.Height - from.Height) * (at - from.At) / (to.At - from.At));
}
