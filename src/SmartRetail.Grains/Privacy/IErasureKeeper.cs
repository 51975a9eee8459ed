using Orleans.Concurrency;

namespace SmartRetail.Grains.Privacy;

/// <summary>The privacy grain as the silos see it that keep erasures going. Same key, same grain.</summary>
[GrainInterfaceType("erasure-keeper")]
[Alias("IErasureKeeper")]
internal interface IErasureKeeper : IGrainWithStringKey
{
    /// <summary>Carries on with what was begun and not completed. Nobody waits for it; it may be told at any time.</summary>
    [Alias("Resume"), OneWay]
    Task Resume();
}
