using System.Globalization;
using SmartRetail.Training.Fitting;

namespace SmartRetail.Training.Evaluation;

/// <summary>Lines for whoever waits: at most one in two seconds, and one for each epoch.</summary>
internal sealed class ProgressLog(TextWriter log, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private readonly Lock _gate = new();
    private readonly long _started = clock.GetTimestamp();
    private long? _written;
    private double _losses;
    private int _steps;

    public void Report(FitStep step)
    {
        _losses += step.Loss;
        _steps++;
        if (step.Validation is null && !IsDue())
        {
            return;
        }

        var validation = step.Validation is { } value ? $", validation ndcg@10 {value:0.0000}" : "";
        WriteNow(string.Create(
            CultureInfo.InvariantCulture,
            $"{step.Progress,4:0%} epoch {step.Epoch} of {step.Epochs}, loss {_losses / _steps:0.000}{validation}"));
        (_losses, _steps) = (0, 0);
    }

    /// <param name="share">From 0 to 1.</param>
    public void Report(string stage, double share)
    {
        lock (_gate)
        {
            if (IsDue())
            {
                WriteNow(string.Create(CultureInfo.InvariantCulture, $"{share,4:0%} of {stage}"));
            }
        }
    }

    public void Write(string line)
    {
        lock (_gate)
        {
            WriteNow(line);
        }
    }

    private bool IsDue() => _written is not { } last || clock.GetElapsedTime(last) >= Interval;

    private void WriteNow(string line)
    {
        _written = clock.GetTimestamp();
        log.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"[{clock.GetElapsedTime(_started).TotalSeconds,6:0.0} s] {line}"));
        log.Flush();
    }
}
