using System.Text;
using static SmartRetail.Training.Evaluation.Report.Markup;

namespace SmartRetail.Training.Evaluation.Report;

/// <summary>One metric of all models: a dot each, with its interval as a whisker. Texts do not shrink with the drawing.</summary>
internal static class IntervalPlot
{
    public static string Of(EvaluateDocument document, string metric, string caption)
    {
        var candidates = document.Candidates
            .Where(candidate => candidate.Test.ContainsKey(metric))
            .OrderByDescending(candidate => candidate.Test[metric])
            .ToList();
        if (candidates.Count == 0)
        {
            return "";
        }

        var axis = new Axis(0, candidates.Max(candidate => HighOf(candidate, metric)), ticks: 3);
        var html = new StringBuilder($"<figure class=\"intervals\"><figcaption>{Text(caption)}</figcaption>");
        foreach (var candidate in candidates)
        {
            var kind = candidate.IsChosen ? "chosen" : document.Floors.ContainsKey(candidate.Name) ? "floor" : "other";
            html.Append($"<div class=\"row {kind}\"><span class=\"name\">{Text(candidate.Name)}</span>");
            html.Append(Draw(candidate, metric, axis));
            html.Append($"<span class=\"value\">{Score(candidate.Test[metric])}</span></div>");
        }

        html.Append("<div class=\"row ticks\"><span></span><span class=\"scale\">");
        foreach (var tick in axis.Ticks)
        {
            html.Append($"<i style=\"left:{Percent(axis.ShareOf(tick))}\">{Brief(tick)}</i>");
        }

        return html.Append("</span><span></span></div></figure>").ToString();
    }

    private static string Draw(EvaluateCandidate candidate, string metric, Axis axis)
    {
        var svg = new StringBuilder("<svg viewBox=\"0 0 100 20\" preserveAspectRatio=\"none\" aria-hidden=\"true\">");
        foreach (var tick in axis.Ticks)
        {
            svg.Append(Invariant($"<path class=\"grid\" d=\"M{100 * axis.ShareOf(tick):0.##} 0V20\"/>"));
        }

        if (candidate.Intervals.TryGetValue(metric, out var interval))
        {
            var (low, high) = (100 * axis.ShareOf(interval[0]), 100 * axis.ShareOf(interval[1]));
            svg.Append(Invariant(
                $"<path class=\"whisker\" d=\"M{low:0.##} 10H{high:0.##}M{low:0.##} 5V15M{high:0.##} 5V15\"/>"));
        }

        // A line of no length with round ends is a dot that stays round however the drawing is stretched.
        svg.Append(Invariant($"<path class=\"dot\" d=\"M{100 * axis.ShareOf(candidate.Test[metric]):0.##} 10h0\"/>"));
        return svg.Append("</svg>").ToString();
    }

    private static double HighOf(EvaluateCandidate candidate, string metric) =>
        candidate.Intervals.TryGetValue(metric, out var interval) ? interval[1] : candidate.Test[metric];
}
