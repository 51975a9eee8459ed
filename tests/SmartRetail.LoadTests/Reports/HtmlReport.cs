using SmartRetail.LoadTests.Measures;
using static SmartRetail.LoadTests.Reports.HtmlPage;

namespace SmartRetail.LoadTests.Reports;

/// <summary>A report as one page that needs nothing else: no script, no font, no picture of elsewhere.</summary>
internal static class HtmlReport
{
    public static string Write(LoadReport report) =>
        $"""
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <title>Load test of {Invariant($"{report.StartedAt:yyyy-MM-dd HH:mm}")}</title>
        <style>{Style}</style></head><body>
        <h1>Load test: {Encode(report.Conditions.GetValueOrDefault("target", ""))}</h1>
        <p>{Invariant($"{report.StartedAt:yyyy-MM-dd HH:mm} UTC")}, {Encode(report.Machine.GetValueOrDefault("processor", ""))},
        {Encode(report.Machine.GetValueOrDefault("cores", ""))} cores; {LoadReport.SharedMachine}.
        Latencies count from the moment a call was meant for.</p>
        {WriteTiles(report)}
        <div class="charts">
        {WriteCharts(report)}</div>
        {WriteLatencies(report)}
        {WriteProcesses(report)}
        {WriteBill(report.Bill)}
        {WriteLedger(report.Ledger)}
        <h2>Conditions</h2><table>{string.Concat(report.Machine.Concat(report.Conditions).Select(each => Row(each.Key, each.Value)))}</table>
        </body></html>

        """;

    private static string WriteTiles(LoadReport report)
    {
        var breaches = report.Ledger.Breaches.Values.Sum();
        return "<div class=\"tiles\">"
            + (report.Capacity is { } capacity
                ? Tile(Invariant($"{capacity:N0}"), "calls/s within the objectives")
                : Tile(Invariant($"{report.CallsPerSecond:N0}"), "calls/s answered"))
            + Tile(Invariant($"{report.Reads.P50:0.0} / {report.Reads.P99:0.0} ms"), "reads, p50 / p99")
            + Tile(Invariant($"{report.Writes.P50:0.0} / {report.Writes.P99:0.0} ms"), "writes, p50 / p99")
            + Tile(Invariant($"{(report.LongestWait ?? Math.Max(report.Reads.Max, report.Writes.Max)) / 1_000:0.0} s"), "longest wait for an answer")
            + Tile(Invariant($"{report.Failures:N0}"), "attempts failed and made again")
            + Tile(Invariant($"{report.Ledger.Acknowledged:N0}"), "acknowledged")
            + (report.Bill is { } bill ? Tile(Invariant($"{bill.Joules:0.#} J"), "for 1,000 recommendations") : "")
            + Tile(Invariant($"{breaches:N0}"), "promises broken", breaches > 0)
            + "</div>";
    }

    private static string WriteCharts(LoadReport report)
    {
        // The rates of a search are in its curve, and would hide one another here.
        var marks = report.Marks.Where(mark => !mark.IsRate).ToList();
        var charts = new List<SvgChart>();
        if (report.Curve is { Count: > 0 } curve)
        {
            charts.Add(new()
            {
                Title = "Latency by rate, ms",
                XTitle = "calls/s",
                IsLogarithmic = true,
                HasDots = true,
                Series =
                [
                    new("reads p50", [.. curve.Select(point => (point.Rate, point.ReadP50))]),
                    new("reads p99", [.. curve.Select(point => (point.Rate, point.ReadP99))]),
                    new("writes p50", [.. curve.Select(point => (point.Rate, point.WriteP50))]),
                    new("writes p99", [.. curve.Select(point => (point.Rate, point.WriteP99))]),
                ],
            });
        }

        charts.Add(OverTime("Latency, ms", isLogarithmic: true, [
            Line("reads p50", moment => moment.ReadP50), Line("reads p99", moment => moment.ReadP99),
            Line("writes p50", moment => moment.WriteP50), Line("writes p99", moment => moment.WriteP99)]));
        charts.Add(OverTime("Calls a second", isLogarithmic: false, [
            Line("meant to start", moment => moment.Intended), Line("answered", moment => moment.Answered),
            Line("failed attempts", moment => moment.Failures)]));
        charts.Add(OverTime("Recommendations a second by tier", isLogarithmic: false, [
            .. report.Tiers.Where(tier => tier.Value > 0).Select(tier =>
                Line(tier.Key, moment => moment.Tiers.GetValueOrDefault(tier.Key)))]));
        charts.Add(OverTime("Processors busy", isLogarithmic: false, [.. Processes(sample => sample.Cores)]));
        charts.Add(OverTime("Memory, MiB", isLogarithmic: false, [.. Processes(sample => sample.Mebibytes)]));
        charts.Add(OverTime("How late calls were sent, p99, ms", isLogarithmic: true, [Line("late", moment => moment.LateP99)]));
        return string.Concat(charts.Select(chart => chart.ToHtml()));

        SvgChart OverTime(string title, bool isLogarithmic, IReadOnlyList<Series> series) => new()
        {
            Title = title,
            XTitle = "seconds after the warm-up",
            IsLogarithmic = isLogarithmic,
            Marks = marks,
            Series = series,
        };

        Series Line(string name, Func<Moment, double> read) =>
            new(name, [.. report.Timeline.Select(moment => ((double)moment.Second, read(moment)))]);

        IEnumerable<Series> Processes(Func<ProcessSample, double> read) => report.Processes.Select(process => Line(
            process.Process,
            moment => moment.Processes.FirstOrDefault(sample => sample.Process == process.Process) is { } sample ? read(sample) : 0));
    }

    private static string WriteLatencies(LoadReport report)
    {
        IEnumerable<KeyValuePair<string, Latency>> rows =
        [
            new("reads", report.Reads), new("writes", report.Writes), .. report.Calls.Where(call => call.Value.Count > 0),
            new("sent late by", report.SentLate),
        ];
        return "<h2>Latencies, ms</h2><table>" + Head("", "calls", "mean", "p50", "p95", "p99", "p99.9", "max")
            + string.Concat(rows.Select(row => Row(
                row.Key,
                Invariant($"{row.Value.Count:N0}"),
                Invariant($"{row.Value.Mean:0.0}"),
                Invariant($"{row.Value.P50:0.0}"),
                Invariant($"{row.Value.P95:0.0}"),
                Invariant($"{row.Value.P99:0.0}"),
                Invariant($"{row.Value.P999:0.0}"),
                Invariant($"{row.Value.Max:0.0}")))) + "</table>";
    }

    private static string WriteProcesses(LoadReport report) => "<h2>Processes</h2><table>"
        + Head("", "cores", "MiB at most", "MiB at last", "MiB/min, second half", "handles/min, second half")
        + string.Concat(report.Processes.Select(process => Row(
            process.Process,
            Invariant($"{process.Cores:0.00}"),
            Invariant($"{process.PeakMebibytes:N0}"),
            Invariant($"{process.LastMebibytes:N0}"),
            Invariant($"{process.MebibytesPerMinute:0.0}"),
            Invariant($"{process.HandlesPerMinute:0.0}")))) + "</table>";

    private static string WriteBill(Bill? bill) => bill is null ? "" : "<h2>Cost and energy of 1,000 recommendations</h2><table>"
        + Row("recommendations", Invariant($"{bill.Recommendations:N0}"))
        + Row("processor time of the store", Invariant($"{bill.ProcessorSeconds:0.###} s"))
        + Row($"energy, {bill.SourceInWords}", Invariant($"{bill.Joules:0.##} J"))
        + Row(Invariant($"CO2, at {bill.Tariff.GramsPerKwh} g/kWh"), Invariant($"{bill.GramsCo2:0.#####} g"))
        + Row(Invariant($"price, at {bill.Tariff.PricePerCoreHour} for a busy core an hour"), Invariant($"{bill.Price:0.########}"))
        + "</table><p>Interactions recorded and searches answered meanwhile are put down to the recommendations too.</p>";

    private static string WriteLedger(LedgerReport ledger) => "<h2>Ledger</h2><table>"
        + Row("acknowledged interactions", Invariant($"{ledger.Acknowledged:N0}"))
        + Row("customers, sessions", Invariant($"{ledger.Customers:N0}, {ledger.Sessions:N0}"))
        + Row("rows in the log", ledger.LogRows is { } rows ? Invariant($"{rows:N0}") : "out of reach; profiles were asked")
        + Row("in doubt: sent, never answered", Invariant($"{ledger.Doubtful:N0}"))
        + Row("products sold out meanwhile", Invariant($"{ledger.StockChanges:N0}"))
        + string.Concat(ledger.Breaches.Select(breach => Row(breach.Key, Invariant($"{breach.Value:N0}"))))
        + "</table>" + string.Concat(ledger.Descriptions.Select(description => $"<p>{Encode(description)}</p>"));

    private static string Tile(string figure, string what, bool isBad = false) =>
        $"<div{(isBad ? " class=\"bad\"" : "")}><b>{Encode(figure)}</b>{Encode(what)}</div>";
}
