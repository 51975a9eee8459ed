using System.Text;
using static SmartRetail.Training.Evaluation.Report.Markup;

namespace SmartRetail.Training.Evaluation.Report;

/// <summary>One value of fits by epoch, a line each; the line of what was chosen is drawn last.</summary>
internal static class CurvePlot
{
    public static string Of(
        string caption, IReadOnlyList<EvaluateCandidate> fits, Func<EpochScore, double?> select, int? bestEpoch)
    {
        var lines = fits
            .Select(fit => (Fit: fit, Points: fit.Curve.Where(point => select(point) is not null).ToList()))
            .Where(line => line.Points.Count > 0)
            .OrderBy(line => line.Fit.IsChosen)
            .ToList();
        if (lines.Count == 0)
        {
            return "";
        }

        var points = lines.SelectMany(line => line.Points).ToList();
        var last = points.Max(point => point.Epoch);
        var values = new Axis(points.Min(point => select(point)!.Value), points.Max(point => select(point)!.Value));
        var html = new StringBuilder($"<figure class=\"curve\"><figcaption>{Text(caption)}</figcaption>");
        html.Append("<div class=\"plot\"><svg viewBox=\"0 0 100 100\" preserveAspectRatio=\"none\" aria-hidden=\"true\">");
        foreach (var tick in values.Ticks)
        {
            html.Append(Invariant($"<path class=\"grid\" d=\"M0 {100 - (100 * values.ShareOf(tick)):0.##}H100\"/>"));
        }

        if (bestEpoch is { } best)
        {
            html.Append(Invariant($"<path class=\"best\" d=\"M{PlaceOf(best):0.##} 0V100\"/>"));
        }

        var kinds = Kinds(lines.Select(line => line.Fit));
        foreach (var (fit, line) in lines)
        {
            var path = string.Join('L', line.Select(point => Invariant(
                $"{PlaceOf(point.Epoch):0.##} {100 - (100 * values.ShareOf(select(point)!.Value)):0.##}")));
            html.Append($"<path class=\"line {kinds[fit]}\" d=\"M{path}\"/>");
            if (line.Count == 1)
            {
                html.Append($"<path class=\"dot {kinds[fit]}\" d=\"M{path}h0\"/>");
            }
        }

        html.Append("</svg>");
        foreach (var tick in values.Ticks)
        {
            html.Append($"<i class=\"y\" style=\"bottom:{Percent(values.ShareOf(tick))}\">{Brief(tick)}</i>");
        }

        foreach (var epoch in Epochs(last))
        {
            html.Append($"<i class=\"x\" style=\"left:{Percent(PlaceOf(epoch) / 100)}\">{epoch}</i>");
        }

        html.Append(Names(lines.Select(line => (line.Fit, Last: select(line.Points[^1])!.Value)), kinds, values));
        return html.Append("</div></figure>").ToString();

        double PlaceOf(int epoch) => last == 1 ? 50 : 100.0 * (epoch - 1) / (last - 1);
    }

    // The others in the order of their fits, so that one has the same color in every plot.
    private static Dictionary<EvaluateCandidate, string> Kinds(IEnumerable<EvaluateCandidate> fits)
    {
        const int Colors = 4;
        var kinds = new Dictionary<EvaluateCandidate, string>(ReferenceEqualityComparer.Instance);
        foreach (var fit in fits)
        {
            kinds[fit] = fit.IsChosen ? "chosen" : $"line-{kinds.Count % Colors}";
        }

        return kinds;
    }

    private static IEnumerable<int> Epochs(int last)
    {
        var step = Math.Max(1, (int)Math.Ceiling(last / 6.0));
        return Enumerable.Range(0, ((last - 1) / step) + 1).Select(at => 1 + (at * step));
    }

    // Beside the end of each line; names that would cover each other are moved apart, in their order.
    private static string Names(
        IEnumerable<(EvaluateCandidate Fit, double Last)> lines, Dictionary<EvaluateCandidate, string> kinds, Axis values)
    {
        const double Least = 0.09;
        var html = new StringBuilder();
        var free = 1.0;
        var left = lines.Count();
        foreach (var (fit, last) in lines.OrderByDescending(line => line.Last))
        {
            left--;
            var place = Math.Max(Math.Min(values.ShareOf(last), free), left * Least);
            free = place - Least;
            html.Append($"<b class=\"{kinds[fit]}\" style=\"bottom:{Percent(place)}\">{Text(fit.Name)}</b>");
        }

        return html.ToString();
    }
}
