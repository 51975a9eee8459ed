namespace SmartRetail.Training.Evaluation.Report;

/// <summary>A range of values, and round values within it for a grid.</summary>
internal sealed class Axis
{
    private readonly double _low;
    private readonly double _high;

    /// <param name="low">The axis begins at the round value at or below it.</param>
    public Axis(double low, double high, int ticks = 4)
    {
        var range = high > low ? high - low : Math.Max(Math.Abs(high), 1e-3);
        var step = RoundUp(range / ticks);
        _low = Math.Floor((low / step) + 1e-9) * step;
        _high = Math.Ceiling((high / step) - 1e-9) * step;
        if (_high <= _low)
        {
            _high = _low + step;
        }

        Ticks = [.. Enumerable.Range(0, (int)Math.Round((_high - _low) / step) + 1).Select(at => _low + (at * step))];
    }

    public IReadOnlyList<double> Ticks { get; }

    /// <summary>Where a value is, from 0 at the axis' low end to 1 at its high end.</summary>
    public double ShareOf(double value) => (value - _low) / (_high - _low);

    // 1, 2, 2.5 or 5 times a power of ten.
    private static double RoundUp(double step)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        double[] factors = [1, 2, 2.5, 5, 10];
        return power * factors.First(factor => factor * power >= step * (1 - 1e-9));
    }
}
