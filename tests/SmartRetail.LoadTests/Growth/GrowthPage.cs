using System.Globalization;
using SmartRetail.LoadTests.Reports;
using static SmartRetail.LoadTests.Reports.HtmlPage;

namespace SmartRetail.LoadTests.Growth;

/// <summary>The curves as one page that needs nothing else.</summary>
internal static class GrowthPage
{
    public static string Write(GrowthReport report) =>
        $"""
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <title>Growth of {Invariant($"{report.StartedAt:yyyy-MM-dd HH:mm}")}</title>
        <style>{Style}</style></head><body>
        <h1>What a store costs as it grows</h1>
        <p>{Invariant($"{report.StartedAt:yyyy-MM-dd HH:mm} UTC")}, {Encode(report.Machine.GetValueOrDefault("processor", ""))},
        {Encode(report.Machine.GetValueOrDefault("cores", ""))} cores; {LoadReport.SharedMachine}.
        An exponent says how a cost grows from one size to the next: 0 is flat, 1 in proportion to the size. Where more is better,
        the cost is the time of each.</p>
        {string.Concat(report.Curves.Select(WriteCurve))}
        <h2>Conditions</h2><table>{string.Concat(report.Machine.Concat(report.Conditions).Select(each => Row(each.Key, each.Value)))}</table>
        </body></html>

        """;

    private static string WriteCurve(GrowthCurve curve) =>
        $"""
        <h2>{Encode(curve.Of)}</h2>
        <p>{Encode(curve.Beside)}</p>
        <div class="charts">
        {string.Concat(ChartsOf(curve).Select(chart => chart.ToHtml()))}</div>
        {WriteTable(curve)}

        """;

    private static IEnumerable<SvgChart> ChartsOf(GrowthCurve curve)
    {
        yield return Chart("Reads a second", isLogarithmic: false, "reads/s");
        yield return Chart(
            "Lists, ms",
            isLogarithmic: true,
            "first list, p50, ms", "first list, p99, ms", "list after a view, p50, ms", "list after a view, p99, ms", "kept list, p50, ms", "kept list, p99, ms");
        yield return Chart(
            "Memory and disk, MiB", isLogarithmic: true, "managed, MiB", "resident, MiB", "resident at most, MiB", "database, MiB");
        yield return Chart(
            "Imports and start, s", isLogarithmic: true, "import of products, s", "import of interactions, s", "start until ready, s");

        SvgChart Chart(string title, bool isLogarithmic, params string[] figures) => new()
        {
            Title = title,
            XTitle = curve.Of,
            IsLogarithmic = isLogarithmic,
            IsLogarithmicAcross = true,
            HasDots = true,
            Series = [.. figures.Select(name => Line(GrowthFigure.All.Single(figure => figure.Name == name)))],
        };

        Series Line(GrowthFigure figure) =>
            new(figure.Name, [.. curve.Points.Select(point => ((double)point.Size, figure.Read(point)))]);
    }

    private static string WriteTable(GrowthCurve curve) => "<table>"
        + Head(["", .. curve.Points.Select(point => Number(point.Size, "N0")), .. curve.Points.Skip(1).Select(point => $"exponent to {Number(point.Size, "N0")}")])
        + string.Concat(GrowthFigure.All.Select(figure => Row(
        [
            figure.Name,
            .. curve.Points.Select(point => Number(figure.Read(point), figure.Format)),
            .. figure.StepsOf(curve.Points).Select(each => each is { } exponent ? Number(exponent, "0.00") : ""),
        ]))) + "</table>";

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
