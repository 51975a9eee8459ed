using SmartRetail.Contracts.Training;

namespace SmartRetail.Grains.Training;

/// <summary>Makes one status of what the workers of a run say of themselves.</summary>
internal sealed class RunProgress
{
    private const int MaxLossPoints = 500;
    private readonly Dictionary<string, (FitProgress Progress, int Round)> _workers = new(StringComparer.Ordinal);

    public TrainingRunStatus Add(
        TrainingRunStatus status, RoundsState rounds, TeamMember member, WorkOrder order, FitProgress progress)
    {
        _workers[member.Worker] = (progress, order.Round);
        var workers = rounds.Team
            .Where(one => _workers.ContainsKey(one.Worker))
            .Select(one => (one.Worker, _workers[one.Worker].Progress, _workers[one.Worker].Round))
            .ToList();
        var losses = workers.Where(worker => worker.Progress.Loss is not null).Select(worker => worker.Progress.Loss!.Value);
        var loss = losses.Any() ? losses.Average() : status.Loss;
        return status with
        {
            Epoch = progress.Epoch,
            Epochs = Math.Max(progress.Epochs, status.Epochs),
            Loss = loss,
            Progress = Math.Max(status.Progress, workers.Count == 0 ? 0 : workers.Average(worker => worker.Progress.Progress)),
            Remaining = workers.Max(worker => worker.Progress.Remaining),
            LossCurve = progress.Loss is null ? status.LossCurve : Extend(status, progress, loss!.Value),
            Metrics = progress.Metrics ?? status.Metrics,
            Floors = progress.Floors ?? status.Floors,
            Workers =
            [
                .. workers.Select(worker => new TrainingWorkerStatus(
                    worker.Worker,
                    worker.Progress.Silo,
                    worker.Progress.Device,
                    worker.Progress.Step,
                    worker.Progress.Steps,
                    worker.Progress.ExamplesPerSecond,
                    worker.Round,
                    worker.Progress.Loss)),
            ],
        };
    }

    private static System.Collections.Immutable.ImmutableArray<LossPoint> Extend(
        TrainingRunStatus status, FitProgress progress, double loss)
    {
        var curve = status.LossCurve;
        if (!curve.IsEmpty && progress.Step <= curve[^1].Step)
        {
            return curve;
        }

        curve = curve.Add(new(progress.Step, progress.Epoch, loss));

        // Every other point: the curve keeps its whole length at half the detail.
        return curve.Length > MaxLossPoints ? [.. curve.Where((_, at) => at % 2 == 0)] : curve;
    }
}
