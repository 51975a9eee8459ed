using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;
using SmartRetail.Contracts.Training;
using SmartRetail.Training.Processes;
using SmartRetail.Training.Rounds;

namespace SmartRetail.Training.Workers;

/// <summary>The process that fits: its start and its end, what it is told and what it says.</summary>
internal sealed partial class FitChild : IDisposable
{
    private readonly SemaphoreSlim _sending = new(1);
    private readonly TrainingOptions _options;
    private readonly TimeProvider _clock;
    private readonly Process _process;
    private long _heardAt;
    private int _phase;
    private string? _lastError;

    /// <param name="specFile">What it is to fit.</param>
    public FitChild(TrainingOptions options, string specFile, TimeProvider clock)
    {
        _options = options;
        _clock = clock;
        var start = new ProcessStartInfo(options.Executable ?? Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in LeadingArguments(options).Concat(["fit", "--spec", specFile]))
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in options.Environment)
        {
            start.Environment[name] = value;
        }

        _process = new() { StartInfo = start };
    }

    private enum Phase
    {
        Starting,
        Reporting,
        Ending,
    }

    public int ExitCode => _process.ExitCode;

    /// <summary>The last line of its errors that says what has happened.</summary>
    public string? LastError => Volatile.Read(ref _lastError);

    /// <summary>
    /// How long nothing has been heard of it. Zero before its first report, while it waits for the database, and after its
    /// last, while it stages what it has made.
    /// </summary>
    public TimeSpan Silence => (Phase)Volatile.Read(ref _phase) == Phase.Reporting
        ? _clock.GetElapsedTime(Volatile.Read(ref _heardAt))
        : TimeSpan.Zero;

    /// <summary>Main memory that it holds, in bytes; 0 when it is gone.</summary>
    public long ResidentBytes
    {
        get
        {
            try
            {
                _process.Refresh();
                return _process.HasExited ? 0 : _process.WorkingSet64;
            }
            catch (InvalidOperationException)
            {
                return 0;
            }
        }
    }

    /// <exception cref="Win32Exception">There is no such program, or it cannot be run.</exception>
    public void Start()
    {
        _process.Start();
        if (_options.BelowNormalPriority)
        {
            LowerPriority(_process);
        }
    }

    /// <summary>Returns when it is gone and all that it has said was handed over, in order.</summary>
    public Task HearAsync(Action<FitReport> report) =>
        Task.WhenAll(ReadReportsAsync(report), ReadErrorsAsync(), _process.WaitForExitAsync());

    public async Task SendAsync(WorkOrder order)
    {
        await _sending.WaitAsync();
        try
        {
            await _process.StandardInput.WriteLineAsync(WorkOrders.ToLine(order));
            await _process.StandardInput.FlushAsync();
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

    /// <summary>Ends it with all that it started; returns at once.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It is gone already.
        }
    }

    public void Dispose() => _process.Dispose();

    private async Task ReadReportsAsync(Action<FitReport> hear)
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (FitReport.FromLine(line) is { } report)
            {
                Volatile.Write(ref _heardAt, _clock.GetTimestamp());
                Volatile.Write(
                    ref _phase, (int)(report.Stage >= TrainingRunState.Completed ? Phase.Ending : Phase.Reporting));
                hear(report);
            }
        }
    }

    private async Task ReadErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            // Where an exception was thrown is for the child's own log: what it says is in the line before.
            if (!string.IsNullOrWhiteSpace(line) && !StackFrame().IsMatch(line))
            {
                Volatile.Write(ref _lastError, line.Trim());
            }
        }
    }

    private static IReadOnlyList<string> LeadingArguments(TrainingOptions options)
    {
        if (options.LeadingArguments is { } given)
        {
            return given;
        }

        // Under "dotnet program.dll" the process is dotnet's, which has to be told the program.
        var isHost = options.Executable is null
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

    [GeneratedRegex(@"^\s*(at |--- End of )")]
    private static partial Regex StackFrame();
}
