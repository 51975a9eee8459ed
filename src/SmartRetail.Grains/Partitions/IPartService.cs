using Orleans.Services;
using SmartRetail.Contracts;
using SmartRetail.Recommender.Partitions;

namespace SmartRetail.Grains.Partitions;

/// <summary>A serving silo's parts of large models, for the other silos. One instance a silo, called by silo address.</summary>
[Alias("IPartService")]
internal interface IPartService : IGrainService
{
    /// <summary>
    /// Returns what the part says by exactly this version of the store's model; null where this silo does not hold it, or has
    /// no time.
    /// </summary>
    [Alias("Scan"), ResponseTimeout("00:00:01")]
    Task<PartAnswer?> Scan(StoreId store, ModelVersion version, int part, PartQuery query);
}
