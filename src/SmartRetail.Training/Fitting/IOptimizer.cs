using SmartRetail.Training.Encoders;

namespace SmartRetail.Training.Fitting;

/// <summary>Changes the parameters by a gradient.</summary>
internal interface IOptimizer
{
    /// <summary>What it remembers between steps: arrays of primitives, which a checkpoint saves and restores in place.</summary>
    IReadOnlyList<Array> State { get; }

    /// <summary>Does to the rows of a table, before they are read, what the steps that left them out would have done.</summary>
    /// <param name="table">Its place in the layout.</param>
    /// <param name="rows">May hold -1, for none, and a row more than once.</param>
    void CatchUp(FlatParameters parameters, int table, ReadOnlySpan<int> rows, double learningRate);

    void Step(FlatParameters parameters, Gradients gradients, double learningRate);

    /// <summary>The same by a gradient over all parameters, rows of tables included; takes dense row updates.</summary>
    void StepAll(FlatParameters parameters, ReadOnlySpan<float> gradient, double learningRate);
}
