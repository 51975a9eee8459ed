using Orleans.Placement;

namespace SmartRetail.Contracts.Training;

/// <inheritdoc cref="TrainingSiloFilter"/>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OnTrainingSilosAttribute() : PlacementFilterAttribute(new TrainingSiloFilter());
