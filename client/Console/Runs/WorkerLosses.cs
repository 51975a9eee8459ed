using SmartRetail.Client.Theme.Charts;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Training;

namespace SmartRetail.Client.Console.Runs;

/// <summary>The losses of each worker of a run as one page saw them reported; the run itself keeps their mean alone.</summary>
internal sealed class WorkerLosses
{
    private const int MostPoints = 500;

    // Told apart by these, and by their names in the legend.
    private static readonly string[] Colors =
        ["var(--accent)", "var(--gold)", "var(--info)", "var(--bad)", "var(--good)", "var(--quiet)"];

    private readonly SortedDictionary<string, List<ChartPoint>> _points = new(StringComparer.Ordinal);
    private TrainingRunId? _run;

    /// <summary>A line for each worker; one alone is what the run's own curve shows.</summary>
    public IReadOnlyList<ChartSeries> Lines =>
        [.. _points.Select((worker, at) => new ChartSeries(worker.Key, Colors[at % Colors.Length], worker.Value))];

    public void Take(TrainingRunStatus run)
    {
        if (_run != run.Run)
        {
            _points.Clear();
            _run = run.Run;
        }

        foreach (var worker in run.Workers)
        {
            if (worker.Loss is not { } loss)
            {
                continue;
            }

            var points = _points.TryGetValue(worker.Worker, out var known) ? known : _points[worker.Worker] = [];
            if (points.Count == 0 || points[^1].X < worker.Step)
            {
                points.Add(new(worker.Step, loss));
                points.RemoveRange(0, Math.Max(0, points.Count - MostPoints));
            }
        }
    }
}
