using SmartRetail.Recommender.Content;
using SmartRetail.Training.Encoders;

namespace SmartRetail.Training.Fitting;

/// <summary>Steps on the processor: workers of a thread each share a batch, one pass of the optimizer follows.</summary>
internal sealed class ProcessorSteps : IFitSteps
{
    private readonly FlatParameters _parameters;
    private readonly IOptimizer _optimizer;
    private readonly StaleRows _stale;
    private readonly FitTeam _team;
    private readonly FitWorkers _workers;
    private Gradients? _gradients;

    /// <param name="trained">The items that occur in the training sequences, ascending.</param>
    /// <param name="readsAll">Whether every step reads the rows of all of them.</param>
    public ProcessorSteps(
        ISequenceEncoder encoder,
        FlatParameters parameters,
        ProductRows rows,
        int[] trained,
        bool readsAll,
        FitOptions options)
    {
        _parameters = parameters;
        _optimizer = Optimizers.Create(encoder.Layout, options);
        _stale = new(_optimizer, parameters, rows.Content, readsAll ? trained : []);
        _team = new(options.Threads);
        _workers = new(_team, encoder, parameters, rows, trained, options);
    }

    public void Begin(int pass) => _workers.Begin(pass);

    public double Run(TrainingWindow[] batch, NegativeSampler? negatives, double learningRate)
    {
        _stale.CatchUp(batch, negatives, learningRate);
        (var loss, _gradients) = _workers.Run(batch, negatives);
        return loss;
    }

    public void Update(double learningRate)
    {
        var gradients = _gradients ?? throw new InvalidOperationException("no batch has been run");
        _optimizer.Step(_parameters, gradients, learningRate);
        gradients.Clear();
    }

    public void Settle(double learningRate) => _stale.CatchUpAll(learningRate);

    public IReadOnlyList<Array> ReadState() => _optimizer.State;

    public void Resume(IReadOnlyList<Array> state)
    {
        foreach (var (own, other) in _optimizer.State.Zip(state))
        {
            Array.Copy(other, own, own.Length);
        }
    }

    public void Dispose()
    {
        _workers.Dispose();
        _team.Dispose();
    }
}
