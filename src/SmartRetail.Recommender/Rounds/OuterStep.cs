using System.Numerics.Tensors;

namespace SmartRetail.Recommender.Rounds;

/// <summary>
/// What the trainer does with the workers' mean at the end of a round: a step of gradient descent with Nesterov's momentum,
/// whose gradient is what the parameters were less what the workers made of them (Douillard et al. 2023, DiLoCo).
/// </summary>
/// <param name="LearningRate">1 with no momentum is plain averaging.</param>
/// <param name="Momentum">From 0 to below 1.</param>
public readonly record struct OuterStep(float LearningRate, float Momentum)
{
    /// <summary>The workers' mean becomes the parameters.</summary>
    public static OuterStep Averaging { get; } = new(1, 0);

    /// <summary>Changes the parameters and the momentum; both and the difference are of one length.</summary>
    /// <param name="difference">The parameters less the workers' mean; overwritten.</param>
    public void Apply(Span<float> parameters, Span<float> momentum, Span<float> difference)
    {
        if (Momentum > 0)
        {
            // v ← μv + Δ, and the step looks ahead by μv.
            TensorPrimitives.MultiplyAdd(momentum, Momentum, difference, momentum);
            TensorPrimitives.MultiplyAdd(momentum, Momentum, difference, difference);
        }

        TensorPrimitives.MultiplyAdd(difference, -LearningRate, parameters, parameters);
    }
}
