using System.Globalization;
using System.Runtime.InteropServices;
using SmartRetail.Benchmarks;
using SmartRetail.LoadTests.Clusters;
using SmartRetail.LoadTests.Runs;
using SmartRetail.LoadTests.Shoppers;

namespace SmartRetail.LoadTests.Reports;

/// <summary>Makes the report of a session that has ended and been audited.</summary>
internal static class ReportBuilder
{
    public static LoadReport Build(string name, ITarget target, LoadPlan plan, DateTimeOffset startedAt, LoadSession session, long? logRows)
    {
        var (timeline, crowd) = (session.Timeline, session.Crowd);
        var measured = timeline.Moments.Where(moment => moment.Second >= 0).ToList();
        return new()
        {
            Name = name,
            StartedAt = startedAt,
            Machine = DescribeMachine(),
            Conditions = Describe(target, plan, session),
            Seconds = measured.Count,
            CallsPerSecond = measured.Count == 0 ? 0 : Math.Round(measured.Average(moment => moment.Answered), 1),
            Reads = timeline.Totals.Reads,
            Writes = timeline.Totals.Writes,
            Calls = timeline.Totals.ByKind,
            SentLate = timeline.Totals.Starts,
            Tiers = timeline.Totals.Tiers,
            Failures = timeline.Totals.Failures,
            GivenUp = timeline.Totals.GivenUp,
            LongestWait = timeline.LongestWait,
            LongestUnavailable = Math.Round(timeline.LongestUnavailable.TotalSeconds, 2),
            Ledger = new(
                crowd.Ledger.Customers,
                crowd.Sessions,
                crowd.Ledger.Acknowledged,
                crowd.Ledger.Doubtful,
                logRows,
                crowd.Stock.Changes,
                crowd.Breaches.ToCounts(crowd.Calls.Gaps.Unchecked),
                crowd.Breaches.Descriptions),
            Processes = ProcessReport.Of(timeline.Moments),
            Bill = Bill.Of(timeline.Moments, timeline.Recommendations, plan.Tariff),
            Timeline = timeline.Moments,
        };
    }

    /// <summary>What the figures were measured on.</summary>
    public static Dictionary<string, string> DescribeMachine() => new()
    {
        ["processor"] = Machine.Processor,
        ["cores"] = Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture),
        ["shared"] = LoadReport.SharedMachine,
        ["runtime"] = RuntimeInformation.FrameworkDescription,
        ["system"] = RuntimeInformation.OSDescription,
    };

    private static Dictionary<string, string> Describe(ITarget target, LoadPlan plan, LoadSession session)
    {
        var crowd = session.Crowd;
        var conditions = new Dictionary<string, string>
        {
            ["target"] = target.Description,
            ["products"] = crowd.Shelf.Count.ToString(CultureInfo.InvariantCulture),
            ["via"] = plan.Via.ToString().ToLowerInvariant(),
            ["loop"] = plan.Pacing == Pacing.Scheduled ? "open: latency from the intended start" : "closed",
            ["profile"] = plan.Profile,
            ["rate"] = plan.Rate.ToString("0.#", CultureInfo.InvariantCulture),
            ["shoppers"] = plan.Shoppers.ToString(CultureInfo.InvariantCulture),
            ["mix"] = $"1 write : {plan.Model.ReadsPerWrite} reads",
            ["warmUp"] = $"{plan.WarmUp.TotalSeconds:0} s",
            ["seed"] = plan.Seed.ToString(CultureInfo.InvariantCulture),
        };
        if (session.ServedModel is { } model)
        {
            conditions["model"] = plan.Fit is { } fit ? $"{model}, fitted before the shoppers came: {fit}" : model;
        }

        if (crowd.Calls.Gaps.Words is { Length: > 0 } gaps)
        {
            conditions["notCheckable"] = gaps;
        }

        return conditions;
    }
}
