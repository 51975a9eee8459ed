using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using SmartRetail.Contracts.Training;
using SmartRetail.Training.Processes;
using SmartRetail.Training.Rounds;

namespace SmartRetail.Training.Workers;

/// <summary>
/// One child process from its start to its end, and what it last reported. Runs beside the grain, on the thread pool;
/// what it hands out is immutable, so any thread may ask.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The process is disposed where its end was awaited.")]
internal sealed partial class FitSupervisor
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly TrainingOptions _options;
    private readonly FitSpec _spec;
    private readonly string _silo;
    private FitProgress _progress;
    private TaskCompletionSource _changed = NewSignal();
    private Process? _process;
    private string? _lastError;
    private bool _isCancelled;
    private StreamWriter? _input;
    private WorkOrder? _order;

    public FitSupervisor(FitOrder order, TrainingOptions options, string silo)
    {
        _options = options;
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
            TakesOrders = true,
        };
        Ended = Task.Run(RunAsync);
    }

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
        long afterRevision, TimeSpan patience, TimeProvider clock, CancellationToken cancellationToken)
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
            await changed.WaitAsync(patience, clock, cancellationToken);
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
        StreamWriter? input;
        lock (_gate)
        {
            _order = order;
            input = _input;
        }

        if (input is not null)
        {
            await SendAsync(input, order);
        }
    }

    /// <summary>Kills the child with all that it started; completes when it is gone.</summary>
    public Task CancelAsync()
    {
        lock (_gate)
        {
            _isCancelled = true;
            Kill();
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
            if (Start(specFile) is not { } process)
            {
                End(TrainingRunState.Cancelled, null);
                return;
            }

            using (process)
            {
                await SendFirstAsync(process.StandardInput);
                await Task.WhenAll(ReadReportsAsync(process), ReadErrorsAsync(process), process.WaitForExitAsync());
                Conclude(process.ExitCode);
            }
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

    /// <summary>Starts the child; null when it was cancelled before.</summary>
    private Process? Start(string specFile)
    {
        var start = new ProcessStartInfo(_options.Executable ?? Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in LeadingArguments().Concat(["fit", "--spec", specFile]))
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in _options.Environment)
        {
            start.Environment[name] = value;
        }

        lock (_gate)
        {
            if (_isCancelled)
            {
                return null;
            }

            _process = new() { StartInfo = start };
            _process.Start();
            if (_options.BelowNormalPriority)
            {
                LowerPriority(_process);
            }

            return _process;
        }
    }

    private async Task SendFirstAsync(StreamWriter input)
    {
        WorkOrder? order;
        lock (_gate)
        {
            (_input, order) = (input, _order);
        }

        if (order is not null)
        {
            await SendAsync(input, order);
        }
    }

    private async Task SendAsync(StreamWriter input, WorkOrder order)
    {
        await _sending.WaitAsync();
        try
        {
            await input.WriteLineAsync(WorkOrders.ToLine(order));
            await input.FlushAsync();
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The child is gone; its end says more than this.
        }
        finally
        {
            _sending.Release();
        }
    }

    private IReadOnlyList<string> LeadingArguments()
    {
        if (_options.LeadingArguments is { } given)
        {
            return given;
        }

        // Under "dotnet program.dll" the process is dotnet's, which has to be told the program.
        var isHost = _options.Executable is null
            && Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
        return isHost ? [Environment.GetCommandLineArgs()[0]] : [];
    }

    private static void LowerPriority(Process process)
    {
        try
        {
            process.PriorityClass = ProcessPriorityClass.BelowNormal;
        }
        catch (Exception error) when (error is Win32Exception or InvalidOperationException)
        {
            // It has ended already, or the system does not let us: it then runs as everything else does.
        }
    }

    private async Task ReadReportsAsync(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (FitReport.FromLine(line) is { } report)
            {
                Update(progress => progress with
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
            }
        }
    }

    private async Task ReadErrorsAsync(Process process)
    {
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            // Where an exception was thrown is for the child's own log: what it says is in the line before.
            if (!string.IsNullOrWhiteSpace(line) && !StackFrame().IsMatch(line))
            {
                lock (_gate)
                {
                    _lastError = line.Trim();
                }
            }
        }
    }

    private void Conclude(int exitCode)
    {
        if (_isCancelled)
        {
            End(TrainingRunState.Cancelled, null);
        }
        else if (exitCode == FitProcess.Succeeded && Progress.Metrics is not null)
        {
            End(TrainingRunState.Completed, null);
        }
        else
        {
            End(TrainingRunState.Failed, Progress.Failure ?? Describe(exitCode));
        }
    }

    private string Describe(int exitCode)
    {
        lock (_gate)
        {
            return Sentence.Of(
                $"the fit's process ended with code {exitCode}{(_lastError is null ? "" : $": {_lastError}")}");
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

    private void Kill()
    {
        try
        {
            _process?.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It is gone already.
        }
    }

    [GeneratedRegex(@"^\s*(at |--- End of )")]
    private static partial Regex StackFrame();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
