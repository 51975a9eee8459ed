using System.Globalization;
using SmartRetail.LoadTests.Arrivals;
using SmartRetail.LoadTests.Capacities;
using SmartRetail.LoadTests.Clusters;
using SmartRetail.LoadTests.Reports;

namespace SmartRetail.LoadTests.Runs;

/// <summary>Finds the highest rate at which objectives hold, with the same shoppers at one rate after the other.</summary>
internal static class CapacityRun
{
    // What waited at the rate before must be gone, and the new rate must have come to rest.
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <param name="perRate">How long each rate is measured.</param>
    /// <param name="atMost">After which the search ends with what it knows.</param>
    public static async Task<LoadReport> RunAsync(
        ITarget target,
        LoadPlan plan,
        Objectives objectives,
        TimeSpan perRate,
        TimeSpan atMost,
        double precision,
        CancellationToken cancellationToken)
    {
        var startedAt = TimeProvider.System.GetUtcNow();
        var rate = new SteadyRate(plan.Rate);
        await using var session = await LoadSession.StartAsync(target, plan, rate, sale: null, cancellationToken);
        var search = new RateSearch(plan.Rate, precision);
        var (curve, marks) = (new List<CurvePoint>(), new List<Mark>());
        var faults = new PlannedFaults(target, session, plan);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var suffering = faults.RunAsync(ending.Token);
        await session.GoOnAsync(plan.WarmUp, cancellationToken);
        while (search.Next is { } next && session.Crowd.Time.Elapsed < plan.WarmUp + atMost)
        {
            await DrainAsync(session, rate, plan.Rate, cancellationToken);
            rate.Rate = next;
            marks.Add(new(session.Timeline.Moments[^1].Second + 1, string.Create(CultureInfo.InvariantCulture, $"{next:N0}/s"), IsRate: true));
            await session.GoOnAsync(Settle, cancellationToken);
            session.Timeline.Restart();
            await session.GoOnAsync(perRate, cancellationToken);
            var totals = session.Timeline.Totals;
            var holds = objectives.Hold(totals, next * perRate.TotalSeconds);
            var point = new CurvePoint(
                Math.Round(next, 1),
                Math.Round(totals.Calls / perRate.TotalSeconds, 1),
                totals.Reads.P50,
                totals.Reads.P99,
                totals.Writes.P50,
                totals.Writes.P99,
                Math.Round(totals.FailedShare, 5),
                holds);
            curve.Add(point);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{point.Rate,8:N0} calls/s: reads p99 {point.ReadP99,8:0.0} ms, writes p99 {point.WriteP99,8:0.0} ms, {(holds ? "holds" : "does not hold")}"));
            search.Tried(holds);
        }

        await ending.CancelAsync();
        await session.EndAsync();
        await suffering;
        var rows = await session.AuditAsync(cancellationToken);
        var report = ReportBuilder.Build("capacity", target, plan, startedAt, session, rows);
        return report with
        {
            Conditions = new Dictionary<string, string>(report.Conditions)
            {
                ["objectives"] = string.Create(
                    CultureInfo.InvariantCulture,
                    $"p99 of reads up to {objectives.ReadP99} ms, of writes up to {objectives.WriteP99} ms, failed up to {objectives.FailedShare:P1}"),
                ["latencies"] = "of the rate tried last; the curve has all",
            },
            Capacity = search.Served ?? 0,
            Curve = [.. curve.OrderBy(point => point.Rate)],
            Marks = [.. marks.Concat(faults.Marks).OrderBy(mark => mark.Second)],
        };
    }

    // A rate that was too high leaves calls behind that would count for the next one.
    private static async Task DrainAsync(LoadSession session, SteadyRate rate, double gentle, CancellationToken cancellationToken)
    {
        var until = session.Crowd.Time.Elapsed + DrainLimit;
        rate.Rate = Math.Min(rate.Rate, gentle) / 2;
        do
        {
            await session.GoOnAsync(Second, cancellationToken);
        }
        while (session.Timeline.Moments[^1].LateP99 > 50 && session.Crowd.Time.Elapsed < until);
    }
}
