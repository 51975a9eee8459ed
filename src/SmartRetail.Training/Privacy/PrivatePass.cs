using SmartRetail.Training.Encoders;
using SmartRetail.Training.Fitting;

namespace SmartRetail.Training.Privacy;

/// <summary>
/// A private fit's passes: a set number of steps, each over a sample of the customers. Beside the sum of a step nothing is
/// taken from what customers did: negatives are drawn evenly from all products, the learning rate goes by steps alone.
/// </summary>
internal sealed class PrivatePass : IFitPass
{
    private readonly FitOptions _options;
    private readonly PrivacyTerms _terms;
    private readonly TrainingTargets _targets;
    private readonly CustomerWindows _windows;
    private readonly NegativeSampler? _negatives;
    private readonly PrivateSteps _steps;

    /// <param name="optimizer">What an earlier pass left; null begins anew.</param>
    /// <exception cref="FitFailedException">There is nothing to learn from, or no noise for what is asked.</exception>
    public PrivatePass(
        ISequenceEncoder encoder,
        FlatParameters parameters,
        ProductRows rows,
        FitOptions options,
        FitInput input,
        IReadOnlyList<Array>? optimizer = null)
    {
        (_options, _terms, Parameters) = (options, PrivacyTerms.Of(options), parameters);
        PrivacyTerms.ThrowUnlessMeaningful(_terms.Delta, input.Training.Customers);
        _targets = new(input.Training, options.NextSessionShare);
        _windows = new(input.Training, _targets, options.MaxLength);
        if (_windows.IsEmpty)
        {
            throw FitFailedException.NothingToLearn();
        }

        var popularity = new int[encoder.Shape.Items];
        Array.Fill(popularity, 1);
        _negatives = NegativeSampler.Create(popularity, options);
        _steps = new(encoder, parameters, rows, _windows, _terms, options);
        if (optimizer is not null)
        {
            _steps.Resume(optimizer);
        }
    }

    public FlatParameters Parameters { get; }

    public IReadOnlyList<Array> Optimizer => _steps.State;

    public void Dispose() => _steps.Dispose();

    public void Resume(IReadOnlyList<Array> optimizer) => _steps.Resume(optimizer);

    public long Run(
        int pass,
        int parts,
        int passes,
        int batchSize,
        FitSchedule schedule,
        Action<double, int, bool> stepped,
        CancellationToken cancellationToken)
    {
        var (epoch, part) = (((pass - 1) / parts) + 1, (pass - 1) % parts);
        var (from, to) = (_terms.StepsPerPass * part / parts, _terms.StepsPerPass * (part + 1) / parts);
        schedule.Begin(to - from, pass - 1, passes);
        var chance = Enumerable.Range(0, _options.Threads + 1).Select(stream => CreateChance(pass, stream)).ToArray();
        try
        {
            // Negatives may be foreseen, since as many are drawn whoever there is.
            var random = EpochRandom.Create(_options.Seed, epoch, 0);
            var noise = chance[1..];
            _targets.Draw(chance[0].CreateRandom());
            _steps.Begin(noise);
            var learned = 0L;
            for (var at = from; at < to && schedule.Progress < 1; at++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var customers = PoissonSample.Draw(_windows.Customers, _terms.SamplingRate, chance[0]);
                if (_options.Loss == SequenceLoss.SampledSoftmax)
                {
                    _negatives?.Draw(random);
                }

                var loss = _steps.Run(customers, _negatives);
                _steps.AddNoise(noise);
                schedule.Advance();
                var targets = customers.Sum(_windows.TargetsOf);
                if (targets > 0)
                {
                    FitPass.ThrowUnlessSound(loss, schedule.Step);
                }

                _steps.Update(LearningRateSchedule.At((double)schedule.Step / schedule.Steps, _options));
                learned += targets;
                stepped(loss, targets, at == to - 1 || schedule.Progress >= 1);
            }

            return learned;
        }
        finally
        {
            Array.ForEach(chance, stream => stream.Dispose());
        }
    }

    // Anew for each pass: one that is taken again, after a crash or with other data, must not have the same noise.
    private SecretRandom CreateChance(int pass, int stream) => _options.PrivacyNoiseSeed is { } seed
        ? SecretRandom.OfSeed(seed, pass, stream)
        : SecretRandom.Create();
}
