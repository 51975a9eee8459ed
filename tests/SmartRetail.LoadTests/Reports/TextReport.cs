using System.Globalization;
using SmartRetail.LoadTests.Measures;

namespace SmartRetail.LoadTests.Reports;

/// <summary>A report as a terminal shows it.</summary>
internal static class TextReport
{
    public static void Write(LoadReport report, TextWriter output)
    {
        foreach (var (name, value) in report.Machine.Concat(report.Conditions))
        {
            output.WriteLine($"# {name}: {value}");
        }

        Line($"{report.CallsPerSecond:N1} calls/s over {report.Seconds:0} s, latencies in ms");
        Line($"{"",-14} {"count",9} {"mean",8} {"p50",8} {"p95",8} {"p99",8} {"p99.9",8} {"max",8}");
        WriteLatency("reads", report.Reads);
        WriteLatency("writes", report.Writes);
        foreach (var (kind, latency) in report.Calls.Where(call => call.Value.Count > 0))
        {
            WriteLatency("  " + kind, latency);
        }

        WriteLatency("sent late by", report.SentLate);
        var tiers = string.Join(", ", report.Tiers.Where(tier => tier.Value > 0).Select(tier => $"{tier.Key} {tier.Value}"));
        Line($"tiers: {(tiers.Length > 0 ? tiers : "none told")}");
        Line($"{report.Failures} attempts failed and were made again, {report.GivenUp} given up, longest unavailable {report.LongestUnavailable:0.00} s, longest wait {report.LongestWait / 1_000:0.0} s");
        foreach (var process in report.Processes)
        {
            Line($"{process.Process,-14} {process.Cores,6:0.00} cores, {process.PeakMebibytes,8:N0} MiB at most, {process.MebibytesPerMinute,7:0.0} MiB/min and {process.HandlesPerMinute:0.0} handles/min at last");
        }

        if (report.Bill is { } bill)
        {
            Line($"1,000 recommendations: {bill.ProcessorSeconds:0.###} s of processor, {bill.Joules:0.##} J ({bill.SourceInWords}), {bill.GramsCo2:0.#####} g CO2, price {bill.Price:0.########} at {bill.Tariff.PricePerCoreHour} a core hour");
        }

        foreach (var mark in report.Marks)
        {
            Line($"at {mark.Second} s: {mark.What}");
        }

        WriteCurve(report);
        WriteLedger(report.Ledger, output);

        void WriteLatency(string name, Latency latency) => Line(
            $"{name,-14} {latency.Count,9} {latency.Mean,8:0.0} {latency.P50,8:0.0} {latency.P95,8:0.0} {latency.P99,8:0.0} {latency.P999,8:0.0} {latency.Max,8:0.0}");

        void WriteCurve(LoadReport curved)
        {
            foreach (var point in curved.Curve ?? [])
            {
                Line($"{point.Rate,8:N0} calls/s: {point.Answered,8:N0} answered, reads p50 {point.ReadP50,7:0.0} p99 {point.ReadP99,8:0.0}, writes p50 {point.WriteP50,7:0.0} p99 {point.WriteP99,8:0.0}, {point.FailedShare:P2} failed{(point.Holds ? "" : "  x")}");
            }

            if (curved.Capacity is { } capacity)
            {
                Line($"capacity: {capacity:N0} calls/s");
            }
        }

        void Line(FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
    }

    private static void WriteLedger(LedgerReport ledger, TextWriter output)
    {
        var log = ledger.LogRows is { } rows ? $"{rows} rows in the log" : "the log is out of reach, profiles were asked";
        output.WriteLine(
            $"ledger: {ledger.Acknowledged} acknowledged of {ledger.Customers} customers in {ledger.Sessions} sessions; {log}; "
            + $"{ledger.Doubtful} in doubt; {ledger.StockChanges} products sold out meanwhile");
        output.WriteLine("breaches: " + string.Join(", ", ledger.Breaches.Select(breach => $"{breach.Key} {breach.Value}")));
        foreach (var description in ledger.Descriptions)
        {
            output.WriteLine($"  {description}");
        }
    }
}
