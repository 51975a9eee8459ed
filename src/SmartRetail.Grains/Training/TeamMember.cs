using SmartRetail.Contracts.Training;

namespace SmartRetail.Grains.Training;

/// <summary>A worker of a run, on a silo, with the shards that it fits.</summary>
[GenerateSerializer, Immutable, Alias("TeamMember")]
internal sealed record TeamMember(
    [property: Id(0)] string Worker, [property: Id(1)] SiloAddress Silo, [property: Id(2)] ShardSet Shards);
