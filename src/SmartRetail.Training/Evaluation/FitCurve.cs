using System.Collections.Immutable;
using SmartRetail.Training.Fitting;

namespace SmartRetail.Training.Evaluation;

/// <summary>Gathers a fit's steps to one point an epoch.</summary>
internal sealed class FitCurve(TimeProvider clock)
{
    private readonly long _started = clock.GetTimestamp();
    private readonly List<EpochScore> _epochs = [];
    private double _losses;
    private int _steps;
    private FitStep _last;

    public void Add(FitStep step)
    {
        if (_steps > 0 && step.Epoch != _last.Epoch)
        {
            Close(null);
        }

        _losses += step.Loss;
        _steps++;
        _last = step;
        if (step.Validation is { } validation)
        {
            Close(validation);
        }
    }

    /// <summary>The points of all epochs begun.</summary>
    public ImmutableArray<EpochScore> ToArray()
    {
        if (_steps > 0)
        {
            Close(null);
        }

        return [.. _epochs];
    }

    private void Close(double? validation)
    {
        _epochs.Add(new(_last.Epoch, _losses / _steps, validation, clock.GetElapsedTime(_started).TotalSeconds));
        (_losses, _steps) = (0, 0);
    }
}
