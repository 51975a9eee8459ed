using System.Numerics.Tensors;
using SmartRetail.Training.Encoders;
using SmartRetail.Training.Fitting;

namespace SmartRetail.Training.Privacy;

/// <summary>
/// Steps of differentially private gradient descent (Abadi et al. 2016) whose unit is the customer (McMahan et al. 2018):
/// everything that a customer did makes one gradient, which is clipped as one; normal noise is added to the sum, on every
/// parameter and every row of the tables, whether anybody touched it or not; and the sum is divided by how many customers
/// are expected, not by how many came, which would tell.
/// </summary>
internal sealed class PrivateSteps : IDisposable
{
    private readonly FitTeam _team;
    private readonly ICustomerGradients[] _workers;
    private readonly ClippedSum[] _sums;
    private readonly double[] _losses;
    private readonly FlatParameters _parameters;
    private readonly CustomerWindows _windows;
    private readonly PrivacyTerms _terms;
    private readonly IOptimizer _optimizer;

    public PrivateSteps(
        ISequenceEncoder encoder,
        FlatParameters parameters,
        ProductRows rows,
        CustomerWindows windows,
        PrivacyTerms terms,
        FitOptions options)
    {
        (_parameters, _windows, _terms) = (parameters, windows, terms);
        _optimizer = Optimizers.Create(encoder.Layout, options);
        _team = new(options.Threads);
        _losses = new double[options.Threads];
        _workers = new ICustomerGradients[options.Threads];
        _sums = new ClippedSum[options.Threads];
        int[] all = [.. Enumerable.Range(0, encoder.Shape.Items)];
        for (var worker = 0; worker < _workers.Length; worker++)
        {
            var loop = new CustomerLoop(new(encoder, parameters, rows, all, options, worker), windows);
            _workers[worker] = encoder is Mlp mlp && MlpGroups.Fits(options)
                ? new MlpGroups(mlp, parameters, rows, windows, options, loop)
                : loop;
            _sums[worker] = new(encoder.Layout, terms.ClipNorm);
        }
    }

    /// <summary>The sum over all parameters, before or after <see cref="AddNoise"/>.</summary>
    public ReadOnlySpan<float> Sum => _sums[0].Values;

    public IReadOnlyList<Array> State => _optimizer.State;

    /// <param name="chance">One for each worker.</param>
    public void Begin(ReadOnlySpan<SecretRandom> chance)
    {
        for (var worker = 0; worker < _workers.Length; worker++)
        {
            _workers[worker].Begin(chance[worker].CreateRandom());
        }
    }

    /// <summary>Sums the clipped gradients of the customers; returns the mean of their losses, each in nats a target.</summary>
    /// <param name="negatives">Null for the softmax over all items.</param>
    public double Run(int[] customers, NegativeSampler? negatives)
    {
        // Those with nothing to learn from add nothing. Dealt out by length, each worker has as much as the others.
        var learned = customers.Where(customer => _windows.WeightOf(customer) > 0).OrderBy(_windows.TargetsOf).ToArray();
        _team.Run(worker =>
        {
            int[] part = [.. learned.Where((_, at) => at % _workers.Length == worker)];
            _losses[worker] = _workers[worker].AddTo(_sums[worker], part, negatives);
        });
        _team.Run(worker =>
        {
            var (from, to) = Share(Sum.Length, worker);
            var sum = _sums[0].Values.AsSpan(from..to);
            foreach (var other in _sums.AsSpan(1))
            {
                var part = other.Values.AsSpan(from..to);
                TensorPrimitives.Add(sum, part, sum);
                part.Clear();
            }
        });
        return learned.Length == 0 ? 0 : _losses.Sum() / learned.Length;
    }

    /// <param name="noise">One for each worker.</param>
    public void AddNoise(SecretRandom[] noise)
    {
        if (_terms.NoiseMultiplier > 0)
        {
            _team.Run(worker =>
            {
                var (from, to) = Share(Sum.Length, worker);
                noise[worker].AddNormal(_sums[0].Values.AsSpan(from..to), _terms.NoiseMultiplier * _terms.ClipNorm);
            });
        }
    }

    /// <summary>Changes all parameters by the sum, as it is, over the customers expected, and forgets it.</summary>
    public void Update(double learningRate)
    {
        var sum = _sums[0].Values.AsSpan();
        TensorPrimitives.Divide(sum, (float)Math.Max(_terms.SamplingRate * _windows.Customers, 1), sum);
        _optimizer.StepAll(_parameters, sum, learningRate);
        sum.Clear();
    }

    public void Resume(IReadOnlyList<Array> state)
    {
        foreach (var (own, other) in _optimizer.State.Zip(state))
        {
            Array.Copy(other, own, own.Length);
        }
    }

    public void Dispose()
    {
        Array.ForEach(_workers, worker => worker.Dispose());
        _team.Dispose();
    }

    private (int From, int To) Share(int length, int worker) => (
        (int)((long)length * worker / _workers.Length), (int)((long)length * (worker + 1) / _workers.Length));
}
