using System.Globalization;
using System.Net;
using System.Text;

namespace SmartRetail.LoadTests.Reports;

/// <summary>A chart of lines, as SVG that stands in a page by itself.</summary>
internal sealed class SvgChart
{
    private const double Width = 640;
    private const double Height = 260;
    private const double Left = 64;
    private const double Right = 20;
    private const double Top = 12;
    private const double Bottom = 28;

    // Of a mark's words: about what a character takes.
    private const double Letter = 8;

    // Okabe and Ito's, told apart by people who do not see all colors.
    private static readonly string[] Colors = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#7f7f7f"];

    public required string Title { get; init; }

    public required string XTitle { get; init; }

    public required IReadOnlyList<Series> Series { get; init; }

    /// <summary>Vertical lines with words.</summary>
    public IReadOnlyList<Mark> Marks { get; init; } = [];

    public bool IsLogarithmic { get; init; }

    /// <summary>Whether the axis across is one of powers of ten, as sizes are; every x is above 0 then.</summary>
    public bool IsLogarithmicAcross { get; init; }

    /// <summary>Whether each point is shown, as where there are few.</summary>
    public bool HasDots { get; init; }

    /// <summary>Returns the chart with its title and its legend; nothing where there is nothing to show.</summary>
    public string ToHtml()
    {
        var points = Series.SelectMany(series => Shown(series)).ToList();
        if (points.Count == 0)
        {
            return "";
        }

        var (left, right) = (points.Min(point => point.X), points.Max(point => point.X));
        var xs = IsLogarithmicAcross ? AxisTicks.Logarithmic(left, right) : AxisTicks.Linear(left, right);
        var ys = IsLogarithmic
            ? AxisTicks.Logarithmic(points.Min(point => point.Y), points.Max(point => point.Y))
            : AxisTicks.Linear(0, points.Max(point => point.Y));
        var svg = new StringBuilder();
        svg.Append(Invariant($"<figure><figcaption>{Encode(Title)}</figcaption><svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Encode(Title)}\">"));
        DrawAxes(svg, xs, ys);
        DrawMarks(svg, xs);
        for (var at = 0; at < Series.Count; at++)
        {
            DrawLine(svg, Series[at], Colors[at % Colors.Length], xs, ys);
        }

        return svg.Append("</svg>").Append(DrawLegend()).Append("</figure>\n").ToString();
    }

    private IEnumerable<(double X, double Y)> Shown(Series series) => series.Points.Where(point => !IsLogarithmic || point.Y > 0);

    private void DrawAxes(StringBuilder svg, IReadOnlyList<double> xs, IReadOnlyList<double> ys)
    {
        foreach (var y in ys)
        {
            var at = Y(y, ys);
            svg.Append(Invariant($"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{at:0.#}\" y2=\"{at:0.#}\"/>"));
            svg.Append(Invariant($"<text x=\"{Left - 6}\" y=\"{at + 5:0.#}\" text-anchor=\"end\">{Label(y)}</text>"));
        }

        svg.Append(Invariant($"<line class=\"grid\" x1=\"{Left}\" x2=\"{Left}\" y1=\"{Top}\" y2=\"{Height - Bottom}\"/>"));
        foreach (var x in xs)
        {
            svg.Append(Invariant($"<text x=\"{X(x, xs):0.#}\" y=\"{Height - 8}\" text-anchor=\"middle\">{Label(x)}</text>"));
        }

    }

    private void DrawMarks(StringBuilder svg, IReadOnlyList<double> xs)
    {
        for (var at = 0; at < Marks.Count; at++)
        {
            var x = X(Marks[at].Second, xs);

            // In turns a little lower, so that words of marks that are close stay apart.
            svg.Append(Invariant($"<line class=\"mark\" x1=\"{x:0.#}\" x2=\"{x:0.#}\" y1=\"{Top}\" y2=\"{Height - Bottom}\"/>"));
            var (place, anchor) = x + (Marks[at].What.Length * Letter) > Width ? (x - 3, "end") : (x + 3, "start");
            svg.Append(Invariant($"<text class=\"mark\" x=\"{place:0.#}\" y=\"{Top + 12 + (at % 4 * 17)}\" text-anchor=\"{anchor}\">{Encode(Marks[at].What)}</text>"));
        }
    }

    private void DrawLine(StringBuilder svg, Series series, string color, IReadOnlyList<double> xs, IReadOnlyList<double> ys)
    {
        var points = Shown(series).Select(point => Invariant($"{X(point.X, xs):0.#},{Y(point.Y, ys):0.#}")).ToList();
        svg.Append(Invariant($"<polyline fill=\"none\" stroke=\"{color}\" stroke-width=\"1.6\" points=\"{string.Join(' ', points)}\"/>"));
        foreach (var point in HasDots ? points : [])
        {
            var place = point.Split(',');
            svg.Append(Invariant($"<circle cx=\"{place[0]}\" cy=\"{place[1]}\" r=\"3\" fill=\"{color}\"/>"));
        }
    }

    private string DrawLegend() => "<p class=\"legend\">" + string.Concat(Series.Select((series, at) =>
        $"<span><i style=\"background:{Colors[at % Colors.Length]}\"></i>{Encode(series.Name)}</span>")) + $"<span class=\"axis\">by {Encode(XTitle)}</span></p>";

    private double X(double x, IReadOnlyList<double> ticks) =>
        Left + (Share(x, ticks, IsLogarithmicAcross) * (Width - Left - Right));

    private double Y(double y, IReadOnlyList<double> ticks) =>
        Height - Bottom - (Share(y, ticks, IsLogarithmic) * (Height - Top - Bottom));

    // How far between the first line and the last.
    private static double Share(double value, IReadOnlyList<double> ticks, bool isLogarithmic) => isLogarithmic
        ? Math.Log(value / ticks[0]) / Math.Log(ticks[^1] / ticks[0])
        : (value - ticks[0]) / (ticks[^1] - ticks[0]);

    private static string Label(double value) => value.ToString(Math.Abs(value) >= 1_000 ? "N0" : "0.###", CultureInfo.InvariantCulture);

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
