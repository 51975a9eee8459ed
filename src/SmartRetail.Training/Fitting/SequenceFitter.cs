using System.Globalization;
using SmartRetail.Training.Encoders;

namespace SmartRetail.Training.Fitting;

/// <summary>
/// Fits an encoder to sequences: batches shared by the workers, one optimizer pass a step, a checkpoint after each epoch,
/// and at the end the parameters of the epoch that ranked the selection cases best.
/// </summary>
internal sealed class SequenceFitter(ISequenceEncoder encoder, FitOptions options, TimeProvider clock)
{
    /// <exception cref="FitFailedException">
    /// There is nothing to learn from, the loss is not a number or zero, or the checkpoint is of another fit.
    /// </exception>
    public FittedEncoder Fit(
        FitInput input, Action<FitStep>? progress = null, CancellationToken cancellationToken = default)
    {
        var targets = new TrainingTargets(input.Training, options.NextSessionShare);
        var windows = TrainingWindow.Cut(input.Training, targets, options.MaxLength);
        if (windows.Length == 0)
        {
            throw new FitFailedException("no customer has two interactions that count, so there is nothing to learn from");
        }

        var popularity = input.Training.CountItems();
        var parameters = new FlatParameters(encoder.Layout, options.Seed);
        try
        {
            ForgetUntrained(parameters, popularity);
            var rows = new ProductRows(parameters, input.Content);
            var selection = new EpochSelection(encoder, options, new(popularity, options.Threads, options.Seed), input);
            return Fit(parameters, rows, windows, targets, popularity, selection, input, progress, cancellationToken);
        }
        catch
        {
            parameters.Dispose();
            throw;
        }
    }

    private FittedEncoder Fit(
        FlatParameters parameters,
        ProductRows rows,
        TrainingWindow[] windows,
        TrainingTargets targets,
        int[] popularity,
        EpochSelection selection,
        FitInput input,
        Action<FitStep>? progress,
        CancellationToken cancellationToken)
    {
        int[] trained = [.. Enumerable.Range(0, popularity.Length).Where(item => popularity[item] > 0)];
        var negatives = CreateSampler(popularity, trained.Length);
        var optimizer = CreateOptimizer();
        var stale = new StaleRows(optimizer, parameters, input.Content, negatives is null ? trained : []);
        using var team = new FitTeam(options.Threads);
        using var workers = new FitWorkers(team, encoder, parameters, rows, trained, options);

        var checkpoint = options.Checkpoint is { } path ? new FitCheckpoint(path, Fingerprint(input)) : null;
        var (epoch, step, elapsed) = checkpoint?.Restore(parameters, optimizer, selection) ?? default;
        var started = clock.GetTimestamp();
        var epochs = options.Epochs ?? throw new InvalidOperationException("the options are not resolved");
        var steps = 0;
        var order = new TrainingWindow[windows.Length];
        while (epoch < epochs && Progress() < 1 && !selection.IsOutOfPatience(epoch))
        {
            epoch++;
            var random = EpochRandom.Create(options.Seed, epoch, 0);
            windows.CopyTo(order, 0);
            random.Shuffle(order);
            targets.Draw(random);
            workers.Begin(epoch);
            var batches = TrainingBatches.Cut(order, options);
            steps = step + (batches.Count * (epochs - epoch + 1));
            for (var at = 0; at < batches.Count && Progress() < 1; at++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var batch = order[batches[at]];
                if (options.Loss == SequenceLoss.SampledSoftmax)
                {
                    negatives?.Draw(random);
                }

                stale.CatchUp(batch, negatives, LearningRateSchedule.At(Progress(), options));
                var (loss, gradients) = workers.Run(batch, negatives);
                step++;
                ThrowUnlessSound(loss, step);
                optimizer.Step(parameters, gradients, LearningRateSchedule.At(Progress(), options));
                gradients.Clear();
                var isLast = at == batches.Count - 1 || Progress() >= 1;
                double? validation = null;
                if (isLast)
                {
                    stale.CatchUpAll(LearningRateSchedule.At(Progress(), options));
                    validation = selection.Consider(epoch, parameters, rows, cancellationToken);
                }

                progress?.Invoke(new(
                    epoch,
                    epochs,
                    step,
                    steps,
                    loss,
                    batch.Sum(window => window.Inputs.Length),
                    Math.Min(Progress(), 1),
                    validation));
            }

            checkpoint?.Save(new(epoch, step, Elapsed()), parameters, optimizer, selection);
        }

        selection.Restore(parameters);
        return new(encoder, parameters, rows, options, selection.BestEpoch, epoch);

        TimeSpan Elapsed() => elapsed + clock.GetElapsedTime(started);

        double Progress()
        {
            var byTime = options.Budget is { } budget ? Elapsed() / budget : 0;
            return steps == 0 ? byTime : Math.Max((double)step / steps, byTime);
        }
    }

    private NegativeSampler? CreateSampler(int[] popularity, int trained) => options.Loss switch
    {
        SequenceLoss.BinaryCrossEntropy => new(popularity, options.NegativePower, 0),
        SequenceLoss.SampledSoftmax when trained > options.Negatives =>
            new(popularity, options.NegativePower, options.Negatives),
        _ => null,
    };

    private IOptimizer CreateOptimizer() => options.Optimizer switch
    {
        OptimizerKind.Sgd => new GradientDescent(),
        OptimizerKind.AdamW => new AdamOptimizer(encoder.Layout, options.RowUpdates, options.WeightDecay),
        _ => new AdamOptimizer(encoder.Layout, options.RowUpdates),
    };

    // No target teaches the embedding of a product without training interactions: at random it would be noise beside
    // what its content says.
    private void ForgetUntrained(FlatParameters parameters, int[] popularity)
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

    /// <summary>What must be equal for a fit to go on from a checkpoint.</summary>
    private string Fingerprint(FitInput input) => string.Join(
        ';',
        [
            encoder.Architecture,
            .. options.ToHyperParameters().Select(pair =>
                string.Create(CultureInfo.InvariantCulture, $"{pair.Key}={pair.Value:R}")),
            input.Training.Fingerprint(),
        ]);

    private static void ThrowUnlessSound(double loss, int step)
    {
        if (!double.IsFinite(loss) || loss == 0)
        {
            throw new FitFailedException(string.Create(
                CultureInfo.InvariantCulture,
                $"the loss is {loss} at step {step}; the fit has diverged or has nothing to tell apart"));
        }
    }
}
