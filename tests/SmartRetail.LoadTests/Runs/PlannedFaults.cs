using SmartRetail.LoadTests.Clusters;
using SmartRetail.LoadTests.Reports;

namespace SmartRetail.LoadTests.Runs;

/// <summary>What happens to processes while shoppers are there, by plan, and when it did.</summary>
internal sealed class PlannedFaults(ITarget target, LoadSession session, LoadPlan plan)
{
    private readonly List<Mark> _marks = [];

    /// <summary>What has happened up to now, in its order.</summary>
    public IReadOnlyList<Mark> Marks
    {
        get
        {
            lock (_marks)
            {
                return [.. _marks.OrderBy(mark => mark.Second)];
            }
        }
    }

    /// <summary>Returns when each process that suffered is ready again. What was to happen after the end does not.</summary>
    public Task RunAsync(CancellationToken ending) => Task.WhenAll(plan.Faults.Select(fault => SufferAsync(fault, ending)));

    private async Task SufferAsync(Fault fault, CancellationToken ending)
    {
        try
        {
            await Task.Delay(plan.WarmUp + fault.At, ending);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        Note($"{fault}");
        await target.SufferAsync(fault, CancellationToken.None);
        Note($"{fault.Role} {fault.Number} is ready again");
    }

    private void Note(string what)
    {
        lock (_marks)
        {
            _marks.Add(new((int)Math.Round((session.Crowd.Time.Elapsed - plan.WarmUp).TotalSeconds), what));
        }
    }
}
