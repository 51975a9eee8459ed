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
        if (options.IsPrivate)
        {
            // The epoch that ranks held-out interactions best tells of them.
            input = input with { Validation = [] };
        }

        var popularity = input.Training.CountItems();
        var parameters = FitPasses.Draw(encoder, options, input, popularity);
        try
        {
            var rows = new ProductRows(parameters, input.Content);
            using var pass = FitPasses.Create(encoder, parameters, rows, options, input, popularity);
            var selection = new EpochSelection(encoder, options, new(popularity, options.Threads, options.Seed), input);
            var epochs = Fit(pass, rows, selection, input, progress, cancellationToken);
            return new(encoder, parameters, rows, options, selection.BestEpoch, epochs);
        }
        catch
        {
            parameters.Dispose();
            throw;
        }
    }

    private int Fit(
        IFitPass pass,
        ProductRows rows,
        EpochSelection selection,
        FitInput input,
        Action<FitStep>? progress,
        CancellationToken cancellationToken)
    {
        var checkpoint = options.Checkpoint is { } path ? new FitCheckpoint(path, Fingerprint(input)) : null;
        var (epoch, step, elapsed) = checkpoint?.Restore(pass, selection) ?? default;
        var schedule = new FitSchedule(options.Budget, clock, step, elapsed);
        var epochs = options.Epochs ?? throw new InvalidOperationException("the options are not resolved");
        while (epoch < epochs && schedule.Progress < 1 && !selection.IsOutOfPatience(epoch))
        {
            epoch++;
            pass.Run(epoch, parts: 1, epochs, options.BatchSize, schedule, Stepped, cancellationToken);
            checkpoint?.Save(new(epoch, schedule.Step, schedule.Elapsed), pass, selection);
        }

        selection.Restore(pass.Parameters);
        return epoch;

        void Stepped(double loss, int targets, bool isLast)
        {
            var validation = isLast ? selection.Consider(epoch, pass.Parameters, rows, cancellationToken) : null;
            progress?.Invoke(new(
                epoch, epochs, schedule.Step, schedule.Steps, loss, targets, Math.Min(schedule.Progress, 1), validation));
        }
    }

    /// <summary>What must be equal for a fit to go on from a checkpoint.</summary>
    private string Fingerprint(FitInput input) => string.Join(
        ';',
        [
            encoder.Architecture,
            options.Device == FitDevice.Cpu ? FitDevice.Cpu : "cuda",
            .. options.ToHyperParameters().Select(pair =>
                string.Create(CultureInfo.InvariantCulture, $"{pair.Key}={pair.Value:R}")),
            input.Training.Fingerprint(),
        ]);
}
