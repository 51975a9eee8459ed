using SmartRetail.Training.Encoders;

namespace SmartRetail.Training.Fitting;

/// <summary>All workers of a fit: each takes its part of every batch.</summary>
internal sealed class FitWorkers : IDisposable
{
    private readonly FitTeam _team;
    private readonly FitWorker[] _workers;
    private readonly double[] _losses;

    public FitWorkers(
        FitTeam team, ISequenceEncoder encoder, FlatParameters parameters, ProductRows rows, int[] trained, FitOptions options)
    {
        _team = team;
        _losses = new double[options.Threads];
        _workers = new FitWorker[options.Threads];
        for (var worker = 0; worker < _workers.Length; worker++)
        {
            _workers[worker] = new(encoder, parameters, rows, trained, options, worker);
        }
    }

    public void Dispose()
    {
        foreach (var worker in _workers)
        {
            worker.Dispose();
        }
    }

    public void Begin(int epoch)
    {
        foreach (var worker in _workers)
        {
            worker.Begin(epoch);
        }
    }

    /// <summary>Returns the batch's mean loss and its gradient, which the caller clears.</summary>
    public (double Loss, Gradients Gradients) Run(TrainingWindow[] batch, NegativeSampler? negatives)
    {
        var bounds = Share(batch);
        var total = batch.Sum(window => window.Weight);
        _team.Run(worker => _losses[worker] =
            _workers[worker].Run(batch.AsSpan(bounds[worker]..bounds[worker + 1]), negatives, total));
        var sum = _workers[0].Gradients;
        foreach (var worker in _workers.AsSpan(1))
        {
            sum.Take(worker.Gradients);
        }

        return (_losses.Sum(), sum);
    }

    /// <summary>Shares the batch by tokens, which is what takes time.</summary>
    private int[] Share(TrainingWindow[] batch)
    {
        var bounds = new int[_workers.Length + 1];
        var worker = 0;
        var taken = 0;
        var tokens = batch.Sum(window => window.Inputs.Length);
        for (var at = 0; at < batch.Length; at++)
        {
            if (taken * _workers.Length >= tokens * (worker + 1))
            {
                bounds[++worker] = at;
            }

            taken += batch[at].Inputs.Length;
        }

        bounds.AsSpan(worker + 1).Fill(batch.Length);
        return bounds;
    }
}
