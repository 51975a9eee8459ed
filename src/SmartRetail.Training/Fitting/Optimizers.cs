using SmartRetail.Training.Encoders;

namespace SmartRetail.Training.Fitting;

/// <summary>The optimizer that options name, on the processor.</summary>
internal static class Optimizers
{
    public static IOptimizer Create(ParameterLayout layout, FitOptions options) => options.Optimizer switch
    {
        OptimizerKind.Sgd => new GradientDescent(),
        OptimizerKind.AdamW => new AdamOptimizer(layout, options.RowUpdates, options.WeightDecay),
        _ => new AdamOptimizer(layout, options.RowUpdates),
    };
}
