using SmartRetail.Training.Fitting;

namespace SmartRetail.Benchmarks.TrainSpeed;

/// <summary>
/// CPU time of training alone, from its creation on. An epoch's last step is reported after the evaluation behind it, so
/// it is counted as the mean of the epoch's others.
/// </summary>
internal sealed class TrainingMeter
{
    private TimeSpan _last = Environment.CpuUsage.TotalTime;
    private TimeSpan _trained;
    private TimeSpan _epoch;
    private double _losses;
    private int _steps;

    /// <summary>Returns the point of the curve where an epoch ends.</summary>
    public CurvePoint? Count(FitStep step)
    {
        var now = Environment.CpuUsage.TotalTime;
        var used = now - _last;
        _last = now;
        _losses += step.Loss;
        _steps++;
        if (step.Validation is not { } ndcg)
        {
            _epoch += used;
            return null;
        }

        _trained += _epoch * _steps / Math.Max(_steps - 1, 1);
        var point = new CurvePoint(step.Epoch, _trained.TotalSeconds, _losses / _steps, ndcg);
        (_epoch, _losses, _steps) = (TimeSpan.Zero, 0, 0);
        return point;
    }
}
