using Orleans.Concurrency;

namespace SmartRetail.Grains.Retraining;

/// <summary>What starts a store's training runs by its schedule, one grain for the cluster.</summary>
[GrainInterfaceType("retraining-keeper")]
[Alias("IRetrainingKeeper")]
internal interface IRetrainingKeeper : IGrainWithStringKey
{
    /// <summary>Looks whether a run is due, if it is time to. Nobody waits for it; it may be told at any time.</summary>
    [Alias("Look"), OneWay]
    Task Look();
}
