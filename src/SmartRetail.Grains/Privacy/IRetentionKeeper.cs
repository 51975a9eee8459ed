using Orleans.Concurrency;

namespace SmartRetail.Grains.Privacy;

/// <summary>What deletes a store's interactions when they are too old, one grain for the cluster.</summary>
[GrainInterfaceType("retention-keeper")]
[Alias("IRetentionKeeper")]
internal interface IRetentionKeeper : IGrainWithStringKey
{
    /// <summary>Looks whether anything is too old, if it is time to. Nobody waits for it; it may be told at any time.</summary>
    [Alias("Sweep"), OneWay]
    Task Sweep();
}
