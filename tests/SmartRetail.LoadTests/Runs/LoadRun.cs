using SmartRetail.LoadTests.Arrivals;
using SmartRetail.LoadTests.Clusters;
using SmartRetail.LoadTests.Reports;

namespace SmartRetail.LoadTests.Runs;

/// <summary>One run by a plan, from the first shopper to the report.</summary>
internal static class LoadRun
{
    public static async Task<LoadReport> RunAsync(ITarget target, LoadPlan plan, CancellationToken cancellationToken)
    {
        var startedAt = TimeProvider.System.GetUtcNow();
        var profile = LoadProfile.Of(plan.Profile, plan.Rate, plan.Duration, plan.Model.Hours);
        await using var session = await LoadSession.StartAsync(target, plan, profile.Rate, profile.Sale, cancellationToken);
        var faults = new PlannedFaults(target, session, plan);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var suffering = faults.RunAsync(ending.Token);
        await new LiveView(session.Crowd).ShowAsync(
            session.Timeline, () => session.GoOnAsync(plan.WarmUp + plan.Duration, cancellationToken));
        await ending.CancelAsync();
        await session.EndAsync();
        await suffering;
        var rows = await session.AuditAsync(cancellationToken);
        return ReportBuilder.Build("run", target, plan, startedAt, session, rows) with { Marks = faults.Marks };
    }
}
