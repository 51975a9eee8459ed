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
        var marks = new List<Mark>();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var faults = Task.WhenAll(plan.Faults.Select(fault => SufferAsync(target, session, plan, fault, marks, ending.Token)));
        await new LiveView(session.Crowd).ShowAsync(
            session.Timeline, () => session.GoOnAsync(plan.WarmUp + plan.Duration, cancellationToken));
        await session.EndAsync();
        await faults;
        var rows = await session.AuditAsync(cancellationToken);
        return ReportBuilder.Build("run", target, plan, startedAt, session, rows) with { Marks = [.. marks.OrderBy(mark => mark.Second)] };
    }

    private static async Task SufferAsync(
        ITarget target, LoadSession session, LoadPlan plan, Fault fault, List<Mark> marks, CancellationToken cancellationToken)
    {
        await Task.Delay(plan.WarmUp + fault.At, cancellationToken);
        Note($"{fault}");
        await target.SufferAsync(fault, cancellationToken);
        Note($"{fault.Role} {fault.Number} is ready again");

        void Note(string what)
        {
            lock (marks)
            {
                marks.Add(new((int)Math.Round((session.Crowd.Time.Elapsed - plan.WarmUp).TotalSeconds), what));
            }
        }
    }
}
