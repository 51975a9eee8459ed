using SmartRetail.Recommender.Metrics;
using SmartRetail.Recommender.Sequences;
using SmartRetail.Recommender.Splits;
using SmartRetail.Training.Encoders;

namespace SmartRetail.Training.Fitting;

/// <summary>
/// Fits an encoder to sequences: batches shared by the workers, one optimizer pass a step, the learning rate falling
/// along a half cosine, and at the end the parameters of the epoch that ranked the selection cases best.
/// </summary>
internal sealed class SequenceFitter(ISequenceEncoder encoder, FitOptions options, TimeProvider clock)
{
    /// <param name="maskSeen">Whether selection takes a history's items out of the ranking.</param>
    /// <exception cref="FitFailedException">There is nothing to learn from, or the loss is not a number or zero.</exception>
    public FittedEncoder Fit(
        SequenceDataset training,
        IReadOnlyList<HeldOutCase> validation,
        bool maskSeen,
        Action<FitStep>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var targets = new TrainingTargets(training, options.NextSessionShare);
        var windows = TrainingWindow.Cut(training, targets, options.MaxLength);
        if (windows.Length == 0)
        {
            throw new FitFailedException("no customer has two interactions that count, so there is nothing to learn from");
        }

        var popularity = training.CountItems();
        var selection = new EpochSelection(
            encoder, options, new(popularity, options.Threads, options.Seed), validation, maskSeen);
        var parameters = new FlatParameters(encoder.Layout, options.Seed);
        try
        {
            return Fit(parameters, windows, targets, popularity, selection, progress, cancellationToken);
        }
        catch
        {
            parameters.Dispose();
            throw;
        }
    }

    private FittedEncoder Fit(
        FlatParameters parameters,
        TrainingWindow[] windows,
        TrainingTargets targets,
        int[] popularity,
        EpochSelection selection,
        Action<FitStep>? progress,
        CancellationToken cancellationToken)
    {
        var random = new Random(options.Seed);
        var negatives = options.Loss == SequenceLoss.SampledSoftmax && popularity.Length > options.Negatives
            ? new NegativeSampler(popularity, options.NegativePower, options.Negatives, options.Seed)
            : null;
        var optimizer = new AdamOptimizer(parameters.Layout.Length);
        using var team = new FitTeam(options.Threads);
        using var workers = new FitWorkers(team, encoder, parameters, options);

        var started = clock.GetTimestamp();
        var steps = 0;
        var step = 0;
        var epoch = 0;
        while (epoch < options.Epochs && Progress() < 1)
        {
            epoch++;
            random.Shuffle(windows);
            targets.Draw(random);
            var batches = TrainingBatches.Cut(windows, options);
            steps = step + (batches.Count * (options.Epochs - epoch + 1));
            for (var at = 0; at < batches.Count && Progress() < 1; at++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var batch = windows[batches[at]];
                var tokens = batch.Sum(window => window.Inputs.Length);
                negatives?.Draw();
                var loss = workers.Run(batch, negatives, tokens);
                ThrowUnlessSound(loss, step + 1);
                optimizer.Step(parameters.Values, workers.Gradients, LearningRate(Progress()));
                step++;
                var isLast = at == batches.Count - 1 || Progress() >= 1;
                double? validation = isLast ? selection.Consider(epoch, parameters, cancellationToken) : null;
                progress?.Invoke(
                    new(epoch, options.Epochs, step, steps, loss, tokens, Math.Min(Progress(), 1), validation));
            }
        }

        selection.Restore(parameters);
        return new(encoder, parameters, options, selection.BestEpoch, epoch);

        double Progress()
        {
            var byTime = options.Budget is { } budget ? clock.GetElapsedTime(started) / budget : 0;
            return steps == 0 ? 0 : Math.Max((double)step / steps, byTime);
        }
    }

    private double LearningRate(double progress) =>
        options.LearningRate * 0.5 * (1 + Math.Cos(Math.PI * Math.Min(progress, 1)));

    private static void ThrowUnlessSound(double loss, int step)
    {
        if (!double.IsFinite(loss) || loss == 0)
        {
            throw new FitFailedException(
                $"the loss is {loss.ToString(System.Globalization.CultureInfo.InvariantCulture)} at step {step}; "
                + "the fit has diverged or has nothing to tell apart");
        }
    }
}
