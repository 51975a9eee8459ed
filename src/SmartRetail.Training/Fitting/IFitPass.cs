using SmartRetail.Training.Encoders;

namespace SmartRetail.Training.Fitting;

/// <summary>What a fit holds between its passes over the training sequences, and the pass itself.</summary>
internal interface IFitPass : IDisposable
{
    FlatParameters Parameters { get; }

    /// <summary>What the optimizer remembers between steps: arrays of primitives.</summary>
    IReadOnlyList<Array> Optimizer { get; }

    /// <summary>Goes on from what an optimizer remembered.</summary>
    void Resume(IReadOnlyList<Array> optimizer);

    /// <summary>Goes over the sequences once, or over one of several parts.</summary>
    /// <param name="pass">From 1, over all epochs and their parts.</param>
    /// <param name="parts">Passes of an epoch.</param>
    /// <param name="batchSize">Sequences in a batch, at most.</param>
    /// <param name="stepped">Is told each step's loss in nats a target, its targets, and whether it is the last.</param>
    /// <returns>The targets that were learned from.</returns>
    /// <exception cref="FitFailedException">The loss is not a number or zero, or the device's memory does not suffice.</exception>
    long Run(
        int pass,
        int parts,
        int passes,
        int batchSize,
        FitSchedule schedule,
        Action<double, int, bool> stepped,
        CancellationToken cancellationToken);
}
