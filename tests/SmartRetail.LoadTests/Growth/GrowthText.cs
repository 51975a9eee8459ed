using System.Globalization;

namespace SmartRetail.LoadTests.Growth;

/// <summary>The curves as a terminal shows them: a column a size, and the exponent of each step.</summary>
internal static class GrowthText
{
    public static void Write(GrowthReport report, TextWriter output)
    {
        foreach (var (name, value) in report.Machine.Concat(report.Conditions))
        {
            output.WriteLine($"# {name}: {value}");
        }

        foreach (var curve in report.Curves)
        {
            output.WriteLine();
            output.WriteLine($"{curve.Of} ({curve.Beside})");
            Row("", [.. curve.Points.Select(point => Number(point.Size, "N0"))], "exponent of each step: the last one in words");
            foreach (var figure in GrowthFigure.All)
            {
                Row(figure.Name, [.. curve.Points.Select(point => Number(figure.Read(point), figure.Format))], Steps(figure, curve));
            }

            foreach (var point in curve.Points)
            {
                WriteCrowd(point);
            }
        }

        void Row(string name, IReadOnlyList<string> cells, string steps) =>
            output.WriteLine($"{name,-28}{string.Concat(cells.Select(cell => $"{cell,12}"))}   {steps}".TrimEnd());

        void WriteCrowd(GrowthPoint point)
        {
            if (point.Crowd is { } crowd)
            {
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"with {point.Size:N0}, {crowd.Customers:N0} more customers came: {crowd.PerSecond:N0} first lists/s, p99 {crowd.Lists.P99:N1} ms, {crowd.BytesOfEach:N0} managed bytes each"));
            }
        }
    }

    private static string Steps(GrowthFigure figure, GrowthCurve curve)
    {
        var exponents = figure.StepsOf(curve.Points);
        var words = exponents is [.., { } last]
            ? string.Create(CultureInfo.InvariantCulture, $"  {GrowthExponent.Describe(last)}, x{GrowthExponent.PerTenfold(last):0.00} with ten times as many")
            : "";
        return string.Join(' ', exponents.Select(each => each is { } exponent ? Number(exponent, "0.00") : "-")) + words;
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
