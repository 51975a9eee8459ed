using SmartRetail.Contracts.Training;
using SmartRetail.Training.Fitting;

namespace SmartRetail.Training.Processes;

/// <summary>
/// Writes where a fit stands, twice a second, whatever the fit is busy with: a silent child looks like a dead one.
/// </summary>
internal sealed class FitReporter : IAsyncDisposable
{
    // The parts of the whole that preparing, fitting and evaluating are; measured on the sample store.
    private const double FittingFrom = 0.05;
    private const double EvaluatingFrom = 0.88;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private readonly Lock _gate = new();
    private readonly TextWriter _output;
    private readonly TimeProvider _clock;
    private readonly long _started;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _writes = new(1);
    private readonly Task _writing;
    private FitReport _report;
    private double _losses;
    private int _steps;
    private long _examples;
    private long _ratedAt;

    /// <param name="device">What the fit computes with.</param>
    public FitReporter(TextWriter output, string device, TimeProvider clock)
    {
        _report = new() { Device = device };
        _output = output;
        _clock = clock;
        _started = _ratedAt = clock.GetTimestamp();
        _writing = WriteRepeatedlyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _writing;
        _stop.Dispose();
        _writes.Dispose();
    }

    /// <param name="share">Of this stage, from 0 to 1.</param>
    public void Reach(TrainingRunState stage, double share)
    {
        lock (_gate)
        {
            var (from, to) = stage switch
            {
                TrainingRunState.Preparing => (0, FittingFrom),
                TrainingRunState.Fitting => (FittingFrom, EvaluatingFrom),
                _ => (EvaluatingFrom, 1.0),
            };
            var progress = from + ((to - from) * Math.Clamp(share, 0, 1));
            var elapsed = _clock.GetElapsedTime(_started).TotalSeconds;
            _report = _report with
            {
                Stage = stage,
                Progress = Math.Max(progress, _report.Progress),
                RemainingSeconds = progress > FittingFrom ? elapsed * (1 - progress) / progress : null,
            };
        }
    }

    public void Fitted(FitStep step)
    {
        Reach(TrainingRunState.Fitting, step.Progress);
        lock (_gate)
        {
            _losses += step.Loss;
            _steps++;
            _examples += step.Examples;
            _report = _report with
            {
                Epoch = step.Epoch,
                Epochs = step.Epochs,
                Step = step.Step,
                Steps = step.Steps,
            };
        }
    }

    /// <summary>Says at once that an order is done: the other workers wait for it.</summary>
    public async Task FinishedAsync(WorkResult result)
    {
        lock (_gate)
        {
            _report = _report with { Done = result };
        }

        await WriteAsync();
    }

    /// <summary>Writes the last report, and nothing more.</summary>
    public async Task EndAsync(Func<FitReport, FitReport> complete)
    {
        await _stop.CancelAsync();
        await _writing;
        _report = complete(_report) with { RemainingSeconds = 0 };
        await _output.WriteLineAsync(_report.ToLine());
        await _output.FlushAsync(CancellationToken.None);
    }

    private async Task WriteRepeatedlyAsync()
    {
        using var timer = new PeriodicTimer(Interval, _clock);
        try
        {
            do
            {
                await WriteAsync();
            }
            while (await timer.WaitForNextTickAsync(_stop.Token));
        }
        catch (OperationCanceledException)
        {
            // The fit has ended; EndAsync has the last word.
        }
    }

    private async Task WriteAsync()
    {
        await _writes.WaitAsync(_stop.Token);
        try
        {
            await _output.WriteLineAsync(Take().ToLine());
            await _output.FlushAsync(_stop.Token);
        }
        finally
        {
            _writes.Release();
        }
    }

    private FitReport Take()
    {
        lock (_gate)
        {
            if (_steps > 0)
            {
                var seconds = Math.Max(_clock.GetElapsedTime(_ratedAt).TotalSeconds, 1e-3);
                _report = _report with { Loss = _losses / _steps, ExamplesPerSecond = _examples / seconds };
                (_losses, _steps, _examples) = (0, 0, 0);
            }

            _ratedAt = _clock.GetTimestamp();
            return _report;
        }
    }
}
