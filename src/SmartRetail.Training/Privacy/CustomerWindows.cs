using SmartRetail.Recommender.Sequences;
using SmartRetail.Training.Fitting;

namespace SmartRetail.Training.Privacy;

/// <summary>The training windows by the customer whose they are.</summary>
internal sealed class CustomerWindows
{
    private readonly TrainingWindow[] _windows;
    private readonly int[] _starts;

    public CustomerWindows(SequenceDataset data, TrainingTargets targets, int maxLength)
    {
        _windows = TrainingWindow.Cut(data, targets, maxLength);
        _starts = new int[data.Customers + 1];
        for (var customer = 0; customer < data.Customers; customer++)
        {
            // As they are cut: every item but the last is an input.
            var inputs = Math.Max(data.ItemsOf(customer).Length - 1, 0);
            _starts[customer + 1] = _starts[customer] + ((inputs + maxLength - 1) / maxLength);
        }

        if (_starts[^1] != _windows.Length)
        {
            throw new InvalidOperationException($"{_windows.Length} windows were cut where {_starts[^1]} were due");
        }
    }

    public int Customers => _starts.Length - 1;

    public bool IsEmpty => _windows.Length == 0;

    /// <summary>A customer's windows, newest first; none where nothing follows anything.</summary>
    public ReadOnlySpan<TrainingWindow> Of(int customer) => _windows.AsSpan(_starts[customer].._starts[customer + 1]);

    /// <summary>How many targets a customer has.</summary>
    public int TargetsOf(int customer)
    {
        var targets = 0;
        foreach (var window in Of(customer))
        {
            targets += window.Inputs.Length;
        }

        return targets;
    }

    /// <summary>The sum of a customer's targets' weights, as they are drawn now.</summary>
    public double WeightOf(int customer)
    {
        var sum = 0.0;
        foreach (var window in Of(customer))
        {
            sum += window.Weight;
        }

        return sum;
    }
}
