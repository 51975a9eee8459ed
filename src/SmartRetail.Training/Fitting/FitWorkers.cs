using SmartRetail.Training.Encoders;
using static TorchSharp.torch;

namespace SmartRetail.Training.Fitting;

/// <summary>All workers of a fit: each takes its part of every batch.</summary>
internal sealed class FitWorkers : IDisposable
{
    private readonly FitTeam _team;
    private readonly FitWorker[] _workers;
    private readonly double[] _losses;

    public FitWorkers(FitTeam team, ISequenceEncoder encoder, FlatParameters parameters, FitOptions options)
    {
        _team = team;
        _losses = new double[options.Threads];
        _workers = new FitWorker[options.Threads];
        for (var worker = 0; worker < _workers.Length; worker++)
        {
            _workers[worker] = new(encoder, parameters, options, worker);
        }

        Gradients = Array.ConvertAll(_workers, worker => worker.Gradient);
    }

    /// <summary>The workers' gradients, in their order.</summary>
    public IReadOnlyList<Tensor> Gradients { get; }

    public void Dispose()
    {
        foreach (var worker in _workers)
        {
            worker.Dispose();
        }
    }

    /// <summary>Adds the batch's gradient to the workers'; returns its mean loss.</summary>
    public double Run(TrainingWindow[] batch, NegativeSampler? negatives, int tokens)
    {
        var bounds = Share(batch, tokens);
        _team.Run(worker => _losses[worker] =
            _workers[worker].Run(batch.AsSpan(bounds[worker]..bounds[worker + 1]), negatives, tokens));
        return _losses.Sum();
    }

    /// <summary>Shares the batch by tokens, which is what takes time.</summary>
    private int[] Share(TrainingWindow[] batch, int tokens)
    {
        var bounds = new int[_workers.Length + 1];
        var worker = 0;
        var taken = 0;
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
