using Orleans.Placement;

namespace SmartRetail.Contracts.Training;

/// <summary>
/// Grains of a class with <see cref="OnTrainingSilosAttribute"/> are activated on silos with the training role alone, on those
/// with a GPU first. Who decides is registered with each silo.
/// </summary>
public sealed class TrainingSiloFilter : PlacementFilterStrategy
{
    public TrainingSiloFilter()
        : base(order: 0)
    {
    }
}
