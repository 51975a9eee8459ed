using System.Globalization;
using SmartRetail.Training.Encoders;

namespace SmartRetail.Training.Fitting;

/// <summary>
/// What a fit holds between its passes over the training sequences, and the pass itself: batches in a random order, a step
/// each.
/// </summary>
internal sealed class FitPass : IFitPass
{
    private readonly FitOptions _options;
    private readonly TrainingTargets _targets;
    private readonly TrainingWindow[] _windows;
    private readonly TrainingWindow[] _order;
    private readonly NegativeSampler? _negatives;
    private readonly IFitSteps _steps;

    /// <param name="popularity">How often each item occurs in all of the training sequences, these or others.</param>
    /// <param name="optimizer">What an earlier pass left; null begins anew.</param>
    /// <exception cref="FitFailedException">There is nothing to learn from, or the device cannot be used.</exception>
    public FitPass(
        ISequenceEncoder encoder,
        FlatParameters parameters,
        ProductRows rows,
        FitOptions options,
        FitInput input,
        int[] popularity,
        IReadOnlyList<Array>? optimizer = null)
    {
        _options = options;
        _targets = new(input.Training, options.NextSessionShare);
        _windows = TrainingWindow.Cut(input.Training, _targets, options.MaxLength);
        if (_windows.Length == 0)
        {
            throw FitFailedException.NothingToLearn();
        }

        _order = new TrainingWindow[_windows.Length];
        int[] trained = [.. Enumerable.Range(0, popularity.Length).Where(item => popularity[item] > 0)];
        _negatives = NegativeSampler.Create(popularity, options);
        Parameters = parameters;
        _steps = options.Device == FitDevice.Cpu
            ? new ProcessorSteps(encoder, parameters, rows, trained, readsAll: _negatives is null, options)
            : new DeviceSteps(encoder, parameters, rows, trained, options, FitDevice.Open(options.Device));
        if (optimizer is not null)
        {
            _steps.Resume(optimizer);
        }
    }

    public FlatParameters Parameters { get; }

    public IReadOnlyList<Array> Optimizer => _steps.ReadState();

    public void Dispose() => _steps.Dispose();

    public void Resume(IReadOnlyList<Array> optimizer) => _steps.Resume(optimizer);

    /// <summary>
    /// Sets the parameters that no target teaches to zero: at random they would be noise beside what content says.
    /// </summary>
    public static void ForgetUntrained(FlatParameters parameters, ISequenceEncoder encoder, int[] popularity)
    {
        var table = parameters[ISequenceEncoder.Items];
        var width = encoder.Shape.Dimensions;
        for (var item = 0; item < popularity.Length; item++)
        {
            if (popularity[item] == 0)
            {
                table.Slice(item * width, width).Clear();
            }
        }
    }

    /// <exception cref="FitFailedException">The loss is not a number or zero.</exception>
    public static void ThrowUnlessSound(double loss, int step)
    {
        if (!double.IsFinite(loss) || loss == 0)
        {
            throw new FitFailedException(string.Create(
                CultureInfo.InvariantCulture,
                $"the loss is {loss} at step {step}; the fit has diverged or has nothing to tell apart"));
        }
    }

    /// <summary>Goes over the sequences once, in an order drawn anew, or over one of several parts of that order.</summary>
    /// <inheritdoc/>
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
        var random = EpochRandom.Create(_options.Seed, epoch, 0);
        _windows.CopyTo(_order, 0);
        random.Shuffle(_order);
        _targets.Draw(random);
        _steps.Begin(pass);
        var batches = TrainingBatches.Cut(_order, batchSize, _options.BatchTokens);
        var (from, to) = (batches.Count * part / parts, batches.Count * (part + 1) / parts);
        schedule.Begin(to - from, pass - 1, passes);
        var learned = 0L;
        for (var at = from; at < to && schedule.Progress < 1; at++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var batch = _order[batches[at]];
            if (_options.Loss == SequenceLoss.SampledSoftmax)
            {
                _negatives?.Draw(random);
            }

            var loss = _steps.Run(batch, _negatives, LearningRateSchedule.At(schedule.Progress, _options));
            schedule.Advance();
            ThrowUnlessSound(loss, schedule.Step);
            _steps.Update(LearningRateSchedule.At(schedule.Progress, _options));
            var isLast = at == to - 1 || schedule.Progress >= 1;
            if (isLast)
            {
                _steps.Settle(LearningRateSchedule.At(schedule.Progress, _options));
            }

            var targets = batch.Sum(window => window.Inputs.Length);
            learned += targets;
            stepped(loss, targets, isLast);
        }

        return learned;
    }
}
