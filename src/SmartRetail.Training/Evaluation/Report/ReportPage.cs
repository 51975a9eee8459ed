using System.Text;
using Scores = System.Collections.Immutable.ImmutableSortedDictionary<string, double>;
using static SmartRetail.Training.Evaluation.Report.Markup;

namespace SmartRetail.Training.Evaluation.Report;

/// <summary>The document as one page: it needs no other file, runs no script, and asks nobody for anything.</summary>
internal static class ReportPage
{
    private const string Ndcg = "ndcg@10";

    public static string Of(EvaluateDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Evaluation of {Text(document.Architecture)}</title>
            <style>{ReportStyle.Css}</style>
            </head>
            <body>
            <main>
            {Head(document)}
            {Comparison(document)}
            {Curves(document)}
            {Segments(document)}
            {Candidates(document)}
            {Weights(document)}
            {Seeds(document)}
            {Costs(document)}
            {Parameters(document)}
            <footer>Data fingerprint <code>{Text(document.Fingerprint)}</code></footer>
            </main>
            </body>
            </html>

            """;
    }

    private static string Head(EvaluateDocument document)
    {
        var about = document.Requested is { } requested ? $"chosen by {Text(requested)} on validation" : "";
        var seen = document.MaskSeen ? "seen products left out" : "seen products ranked too";
        var cold = document.ColdShare is { } share
            ? $" {Brief(share * 100)} % of the products are hidden from training; only they are asked for."
            : "";
        return $"""
            <header>
            <h1>{Text(document.Architecture)} <small>{about}</small></h1>
            <p>{Number(document, "customers")} customers, {Number(document, "products")} products,
            {Number(document, "interactions")} interactions.
            {Number(document, "testCases")} test cases, {Text(document.Protocol)}, {seen}; all products ranked.{cold}
            Seed {document.Seed}.</p>
            <dl class="tiles">
            {Tile(document, Ndcg, "NDCG@10")}
            {Tile(document, "hr@10", "Hit rate@10")}
            {Tile(document, "mrr", "MRR")}
            {Tile(document, "coverage@10", "Coverage@10")}
            </dl>
            </header>
            """;
    }

    private static string Tile(EvaluateDocument document, string metric, string name)
    {
        if (!document.Test.TryGetValue(metric, out var value))
        {
            return "";
        }

        var interval = document.Intervals.TryGetValue(metric, out var bounds)
            ? $"<small>{Score(bounds[0])} to {Score(bounds[1])}</small>"
            : "<small>share of the products</small>";
        return $"<div><dt>{name}</dt><dd>{Score(value)}{interval}</dd></div>";
    }

    private static string Comparison(EvaluateDocument document) => $"""
        <section>
        <h2>Against the floors</h2>
        <p>Dots are means over the test cases, whiskers their 95 % bootstrap intervals. <b class="key chosen">This model</b>,
        <b class="key other">other models</b>, <b class="key floor">counts without learning</b>.</p>
        <div class="panels first-wide">
        {IntervalPlot.Of(document, Ndcg, "NDCG@10")}
        {IntervalPlot.Of(document, "hr@10", "Hit rate@10")}
        {IntervalPlot.Of(document, "mrr", "MRR")}
        </div>
        </section>
        """;

    private static string Curves(EvaluateDocument document)
    {
        var fits = document.Candidates.Where(candidate => !candidate.Curve.IsEmpty).ToList();
        if (fits.Count == 0)
        {
            return "";
        }

        int? best = document.HyperParameters.TryGetValue("bestEpoch", out var epoch) ? (int)epoch : null;
        var kept = best is null ? "" : $" The upright line is epoch {best}, whose parameters were kept.";
        return $"""
            <section>
            <h2>Learning, by epoch</h2>
            <p>Loss falls by design; what counts is the ranking of customers held out for validation.{kept}</p>
            <div class="panels">
            {CurvePlot.Of("Loss, nats a target", fits, point => point.Loss, best)}
            {CurvePlot.Of("Validation NDCG@10", fits, point => point.Validation, best)}
            </div>
            </section>
            """;
    }

    private static string Segments(EvaluateDocument document)
    {
        if (document.Segments.IsEmpty)
        {
            return "";
        }

        // From the shortest histories to the longest, whatever the alphabet says.
        var segments = document.Segments
            .OrderBy(pair => Recommender.Metrics.CustomerSegment.Names.ToList().IndexOf(pair.Key)).ToList();
        var highest = segments.Max(pair => pair.Value.Metrics.GetValueOrDefault(Ndcg));
        var html = new StringBuilder();
        foreach (var (name, segment) in segments)
        {
            var value = segment.Metrics.GetValueOrDefault(Ndcg);
            html.Append($"<div class=\"row chosen\"><span class=\"name\">{Text(name)}</span>");
            html.Append("<svg viewBox=\"0 0 100 20\" preserveAspectRatio=\"none\" aria-hidden=\"true\">");
            html.Append(Invariant($"<rect class=\"bar\" y=\"3\" height=\"14\" width=\"{100 * value / Math.Max(highest, 1e-9):0.##}\"/></svg>"));
            html.Append($"<span class=\"value\">{Score(value)}</span>");
            html.Append($"<span class=\"more\">{Whole(segment.Cases)} cases</span></div>");
        }

        return $"""
            <section>
            <h2>By what is known of a customer</h2>
            <p>NDCG@10 of customers with a history of up to 4 interactions (new), 5 to 19 (light), 20 and more (heavy).</p>
            <figure class="intervals bars">{html}</figure>
            </section>
            """;
    }

    private static string Candidates(EvaluateDocument document)
    {
        string[] metrics = [Ndcg, "hr@10", "mrr", "recall@10", "coverage@10"];
        var html = new StringBuilder("<tr><th>Model<th>Validation NDCG@10<th>NDCG@10<th>HR@10<th>MRR<th>Recall@10<th>Coverage@10<th>Fit");
        foreach (var candidate in document.Candidates.OrderByDescending(each => each.Test.GetValueOrDefault(Ndcg)))
        {
            html.Append(candidate.IsChosen ? "<tr class=\"chosen\">" : "<tr>").Append($"<th>{Text(candidate.Name)}");
            html.Append("<td>").Append(Cell(candidate.Validation, Ndcg));
            foreach (var metric in metrics)
            {
                html.Append("<td>").Append(Cell(candidate.Test, metric));
            }

            html.Append($"<td>{Duration(candidate.FitSeconds)}");
        }

        return $"""
            <section>
            <h2>All models</h2>
            <div class="wide"><table>{html}</table></div>
            </section>
            """;

        static string Cell(Scores? scores, string metric) =>
            scores is not null && scores.TryGetValue(metric, out var value) ? Score(value) : "";
    }

    // A blend whose weights depend on the length of a history has each feature again with a number behind a dot.
    private static string Weights(EvaluateDocument document)
    {
        if (document.Weights is not { } weights)
        {
            return "";
        }

        string[] lengths = weights.Keys.Any(name => name.EndsWith(".2", StringComparison.Ordinal)) ? ["", ".2", ".3"] : [""];
        var html = new StringBuilder(lengths.Length > 1
            ? "<tr><th>Feature<th>Short histories<th>Middle<th>Long"
            : "<tr><th>Feature<th>Weight");
        foreach (var name in weights.Keys.Where(name => !lengths[1..].Any(length => name.EndsWith(length, StringComparison.Ordinal))))
        {
            var values = lengths.Select(length => weights.GetValueOrDefault(name + length)).ToList();
            if (values.Any(value => value != 0))
            {
                html.Append($"<tr><th>{Text(name)}").AppendJoin("", values.Select(value => Invariant($"<td>{value:0.000}")));
            }
        }

        return $"""
            <section>
            <h2>What the blend is made of</h2>
            <p>Weights learned on the validation cases; features without weight are left out.</p>
            <div class="wide"><table>{html}</table></div>
            </section>
            """;
    }

    private static string Seeds(EvaluateDocument document)
    {
        if (document.Seeds is not { } seeds)
        {
            return "";
        }

        string[] metrics = [Ndcg, "hr@10", "mrr", "coverage@10"];
        var html = new StringBuilder("<tr><th>Seed<th>Model<th>NDCG@10<th>HR@10<th>MRR<th>Coverage@10");
        foreach (var run in seeds.Runs)
        {
            html.Append($"<tr><th>{run.Seed}<td>{Text(run.Architecture)}").Append(Cells(run.Test));
        }

        html.Append("<tr><th>Mean<td>").Append(Cells(seeds.Mean));
        html.Append("<tr><th>Spread<td>").Append(Cells(seeds.Spread));
        return $"""
            <section>
            <h2>Other seeds</h2>
            <p>The spread is the standard deviation: what chance alone is worth.</p>
            <div class="wide"><table>{html}</table></div>
            </section>
            """;

        string Cells(Scores scores) =>
            string.Concat(metrics.Select(metric => $"<td>{Score(scores.GetValueOrDefault(metric))}"));
    }

    private static string Costs(EvaluateDocument document)
    {
        var energy = document.Energy;
        var source = energy.Source == "estimate" ? "estimated from CPU time" : $"measured ({Text(energy.Source)})";
        return $"""
            <section>
            <h2>What it took</h2>
            <dl class="tiles">
            <div><dt>Fit</dt><dd>{Duration(document.FitSeconds)}<small>of {Duration(document.TotalSeconds)} in all</small></dd></div>
            <div><dt>Processor time</dt><dd>{Duration(document.CpuSeconds)}<small>all threads, rankings included</small></dd></div>
            <div><dt>Peak memory</dt><dd>{Whole(document.PeakMemoryBytes / 1_048_576)} MiB<small>of the process</small></dd></div>
            <div><dt>Energy</dt><dd>{Joules(energy.Joules)}<small>{source}</small></dd></div>
            <div><dt>CO<sub>2</sub></dt><dd>{Brief(energy.GramsCo2)} g<small>at {Brief(energy.GramsPerKwh)} g/kWh</small></dd></div>
            <div><dt>1,000 rankings</dt><dd>{Joules(energy.JoulesPerThousandRankings)}<small>all products, this model</small></dd></div>
            </dl>
            </section>
            """;
    }

    private static string Parameters(EvaluateDocument document) => document.HyperParameters.IsEmpty
        ? ""
        : $"""
            <section>
            <h2>Hyper-parameters</h2>
            {Pairs(document.HyperParameters, (name, value) => FitSettings.WordOf(name, value) ?? Brief(value))}
            </section>
            """;

    private static string Pairs(Scores values, Func<string, double, string> write) =>
        "<dl class=\"pairs\">"
        + string.Concat(values.Select(pair => $"<div><dt>{Text(pair.Key)}</dt><dd>{Text(write(pair.Key, pair.Value))}</dd></div>"))
        + "</dl>";

    private static string Number(EvaluateDocument document, string name) => Whole(document.Data.GetValueOrDefault(name));
}
