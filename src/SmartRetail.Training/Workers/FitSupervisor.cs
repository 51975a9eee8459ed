using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using SmartRetail.Contracts.Training;
using SmartRetail.Training.Processes;

namespace SmartRetail.Training.Workers;

/// <summary>
/// One child process from its start to its end, and what it last reported. Runs beside the grain, on the thread pool;
/// what it hands out is immutable, so any thread may ask.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The process is disposed where its end was awaited.")]
internal sealed class FitSupervisor
{
    private readonly Lock _gate = new();
    private readonly TrainingOptions _options;
    private readonly TimeProvider _clock;
    private readonly FitSpec _spec;
    private readonly string _silo;
    private FitProgress _progress;
    private TaskCompletionSource _changed = NewSignal();
    private FitChild? _child;
    private bool _takesOrders;
    private bool _isCancelled;
    private bool _isLost;
    private WorkOrder? _order;

    public FitSupervisor(FitOrder order, TrainingOptions options, string silo, TimeProvider clock)
    {
        _options = options;
        _clock = clock;
        _silo = silo;
        _progress = new() { Revision = 1, Stage = TrainingRunState.Preparing, Silo = silo };
        _spec = new()
        {
            Store = order.Store.Value,
            Run = order.Run.Value,
            Worker = order.Worker,
            Plan = order.Plan,
            Output = order.Output,
            Against = order.Against?.Value,
            Prior = order.Prior?.Value,
            ReadAt = order.StartedAt,
            DataFolder = options.DataFolder,
            Threads = options.Threads,
            Device = options.Device,
            MaxMinutes = options.MaxMinutes,
            WattsPerCore = options.WattsPerCore,
            GramsPerKwh = options.GramsPerKwh,
            TakesOrders = true,
        };
        Ended = Task.Run(RunAsync);
    }

    /// <summary>Whether the child said nothing any more and was ended: the worker then counts as lost, as with its silo.</summary>
    public bool IsLost => Volatile.Read(ref _isLost);

    /// <summary>Completes, without error, when the child is gone and its last word is in the progress.</summary>
    public Task Ended { get; }

    public FitProgress Progress
    {
        get
        {
            lock (_gate)
            {
                return _progress;
            }
        }
    }

    /// <summary>Returns the progress when its revision is above the one given, or as it is when the time is over.</summary>
    public async Task<FitProgress> WatchAsync(
        long afterRevision, TimeSpan patience, CancellationToken cancellationToken)
    {
        Task changed;
        lock (_gate)
        {
            if (_progress.Revision > afterRevision)
            {
                return _progress;
            }

            changed = _changed.Task;
        }

        try
        {
            await changed.WaitAsync(patience, _clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Nothing new is an answer too.
        }

        return Progress;
    }

    /// <summary>Has the child do the order; one that has not started yet finds it when it has.</summary>
    public async Task OrderAsync(WorkOrder order)
    {
        FitChild? child;
        lock (_gate)
        {
            _order = order;
            child = _takesOrders ? _child : null;
        }

        if (child is not null)
        {
            await child.SendAsync(order);
        }
    }

    /// <summary>Kills the child with all that it started; completes when it is gone.</summary>
    public Task CancelAsync()
    {
        lock (_gate)
        {
            _isCancelled = true;
            _child?.Kill();
        }

        return Ended;
    }

    private async Task RunAsync()
    {
        var specFile = $"{_spec.Output}.fit.json";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(specFile))!);
            await _spec.WriteAsync(specFile);
            using var child = new FitChild(_options, specFile, _clock);
            if (!TryStart(child))
            {
                End(TrainingRunState.Cancelled, null);
                return;
            }

            var gone = HearAsync(child);
            var breach = await new FitGuard(child, _options, _clock).WatchAsync(gone);
            await gone;
            Conclude(child, breach);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or Win32Exception)
        {
            End(TrainingRunState.Failed, Sentence.Of($"the fit could not be started: {error.Message}"));
        }
        finally
        {
            File.Delete(specFile);
        }
    }

    /// <summary>Starts the child; false when it was cancelled before.</summary>
    private bool TryStart(FitChild child)
    {
        lock (_gate)
        {
            if (!_isCancelled)
            {
                child.Start();
                _child = child;
            }

            return !_isCancelled;
        }
    }

    private async Task HearAsync(FitChild child)
    {
        WorkOrder? order;
        lock (_gate)
        {
            order = _order;
            _takesOrders = true;
        }

        var hearing = child.HearAsync(Show);
        if (order is not null)
        {
            await child.SendAsync(order);
        }

        await hearing;
    }

    private void Show(FitReport report) => Update(progress => progress with
    {
        // The end is told by the exit code; until then a final report only waits for it.
        Stage = report.Stage >= TrainingRunState.Completed ? progress.Stage : report.Stage,
        Epoch = report.Epoch,
        Epochs = report.Epochs,
        Step = report.Step,
        Steps = report.Steps,
        Loss = report.Loss,
        ExamplesPerSecond = report.ExamplesPerSecond,
        Remaining = report.RemainingSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        Progress = report.Progress,
        Device = report.Device,
        Metrics = report.Metrics,
        Floors = report.Floors,
        Comparison = report.Comparison,
        Done = report.Done,
        Failure = report.Failure,
    });

    private void Conclude(FitChild child, FitBreach? breach)
    {
        if (_isCancelled)
        {
            End(TrainingRunState.Cancelled, null);
        }
        else if (breach is not null)
        {
            // Before the end is told: who sees it asks whether the worker is lost.
            _isLost = breach.IsSilence;
            End(TrainingRunState.Failed, breach.Reason);
        }
        else if (child.ExitCode == FitProcess.Succeeded && Progress.Metrics is not null)
        {
            End(TrainingRunState.Completed, null);
        }
        else
        {
            var lastError = child.LastError is { } line ? $": {line}" : "";
            End(
                TrainingRunState.Failed,
                Progress.Failure ?? Sentence.Of($"the fit's process ended with code {child.ExitCode}{lastError}"));
        }
    }

    private void End(TrainingRunState stage, string? failure) =>
        Update(progress => progress with { Stage = stage, Failure = failure, Remaining = TimeSpan.Zero });

    private void Update(Func<FitProgress, FitProgress> change)
    {
        TaskCompletionSource signal;
        lock (_gate)
        {
            _progress = change(_progress) with { Revision = _progress.Revision + 1, Silo = _silo };
            signal = _changed;
            _changed = NewSignal();
        }

        signal.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
