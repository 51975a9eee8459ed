using System.Globalization;
using SmartRetail.Training.Fitting;

namespace SmartRetail.Training.Evaluation;

/// <summary>
/// Lines for whoever waits. A terminal has one line written anew ten times a second; elsewhere there is at most a line in
/// two seconds, and one for each epoch.
/// </summary>
internal sealed class ProgressLog(TextWriter log, TimeProvider clock, bool isTerminal = false)
{
    private readonly TimeSpan _interval = isTerminal ? TimeSpan.FromSeconds(0.1) : TimeSpan.FromSeconds(2);
    private readonly Lock _gate = new();
    private readonly long _started = clock.GetTimestamp();
    private long? _written;
    private int _liveLength;
    private string _fit = "";
    private long _fitStarted;
    private long _examples;
    private double _losses;
    private int _steps;

    /// <summary>The steps that follow are those of this fit.</summary>
    public void Begin(string fit)
    {
        _fit = fit;
        _fitStarted = clock.GetTimestamp();
        (_examples, _losses, _steps) = (0, 0, 0);
    }

    public void Report(FitStep step)
    {
        _losses += step.Loss;
        _steps++;
        _examples += step.Examples;
        if (step.Validation is null && !IsDue())
        {
            return;
        }

        var elapsed = clock.GetElapsedTime(_fitStarted);
        var loss = Invariant($"{_fit} epoch {step.Epoch}/{step.Epochs}, loss {_losses / _steps:0.000}");
        var left = Duration(elapsed * (1 - step.Progress) / Math.Max(step.Progress, 1e-6));
        var speed = Invariant($"{_examples / Math.Max(elapsed.TotalSeconds, 1e-3):#,0} examples/s, {left} left");
        lock (_gate)
        {
            if (step.Validation is { } validation)
            {
                WriteLine(Invariant($"{loss}, validation ndcg@10 {validation:0.0000}, {speed}"));
                (_losses, _steps) = (0, 0);
            }
            else
            {
                WriteLive(Invariant($"{loss}, step {step.Step}/{step.Steps}, {speed}"));
            }
        }
    }

    /// <param name="share">From 0 to 1.</param>
    public void Report(string stage, double share)
    {
        lock (_gate)
        {
            if (IsDue())
            {
                WriteLive(Invariant($"{stage} {share:0%}"));
            }
        }
    }

    public void Write(string line)
    {
        lock (_gate)
        {
            WriteLine(line);
        }
    }

    /// <summary>Writes lines as they are, without the time.</summary>
    public void WriteTable(IEnumerable<string> lines)
    {
        lock (_gate)
        {
            Clear();
            foreach (var line in lines)
            {
                log.WriteLine(line);
            }

            log.Flush();
        }
    }

    private bool IsDue() => _written is not { } last || clock.GetElapsedTime(last) >= _interval;

    private void WriteLive(string text)
    {
        if (!isTerminal)
        {
            WriteLine(text);
            return;
        }

        var line = Stamp(text);
        log.Write('\r' + line.PadRight(_liveLength));
        log.Flush();
        _liveLength = line.Length;
        _written = clock.GetTimestamp();
    }

    private void WriteLine(string text)
    {
        Clear();
        log.WriteLine(Stamp(text));
        log.Flush();
        _written = clock.GetTimestamp();
    }

    private void Clear()
    {
        if (_liveLength > 0)
        {
            log.Write('\r' + new string(' ', _liveLength) + '\r');
            _liveLength = 0;
        }
    }

    private string Stamp(string text) => Invariant($"[{clock.GetElapsedTime(_started).TotalSeconds,6:0.0} s] {text}");

    private static string Duration(TimeSpan time) =>
        time.TotalDays >= 1 ? "over a day" : time.ToString(time.TotalHours >= 1 ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
