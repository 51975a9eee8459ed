namespace SmartRetail.Training.Fitting;

/// <summary>The steps of a fit where they are computed: on the processor's cores or on a device.</summary>
internal interface IFitSteps : IDisposable
{
    /// <summary>
    /// Begins a pass with the parameters as they are in the process' memory. Its chance depends on nothing that came before,
    /// so that a fit can go on from there.
    /// </summary>
    void Begin(int pass);

    /// <summary>Computes the gradient of a batch; returns its mean loss.</summary>
    /// <param name="negatives">Null for the softmax over all items.</param>
    double Run(TrainingWindow[] batch, NegativeSampler? negatives, double learningRate);

    /// <summary>Changes the parameters by the gradient.</summary>
    void Update(double learningRate);

    /// <summary>Brings the parameters in the process' memory up to date, for whoever reads them.</summary>
    void Settle(double learningRate);

    /// <summary>What is remembered between steps beside the parameters: arrays of primitives.</summary>
    IReadOnlyList<Array> ReadState();

    /// <summary>Goes on from what was remembered, here or by other steps of the same kind.</summary>
    void Resume(IReadOnlyList<Array> state);
}
