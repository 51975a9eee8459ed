using System.Collections.Immutable;
using SmartRetail.Contracts.Audit;

namespace SmartRetail.Contracts.Operations;

/// <summary>What an operator sees of the cluster, and its stores. The grain key is always "cluster".</summary>
[GrainInterfaceType("operations")]
[Alias("IOperationsGrain")]
[Idempotent]
public interface IOperationsGrain : IGrainWithStringKey
{
    /// <summary>Asks every active silo; one that does not answer within a second is listed without figures.</summary>
    [Alias("GetOverview"), ResponseTimeout("00:00:05")]
    Task<ClusterOverview> GetOverview(CancellationToken cancellationToken = default);

    [Alias("ListStores"), ResponseTimeout("00:00:03")]
    Task<ImmutableArray<StoreId>> ListStores(CancellationToken cancellationToken = default);

    /// <summary>Makes a store without products, unless it is there. When this returns, every silo knows it.</summary>
    /// <exception cref="ArgumentException">The id breaks a bound of <see cref="StoreId.Check"/>.</exception>
    [Alias("MakeStore"), ResponseTimeout("00:00:05"), Audited("store.make")]
    Task MakeStore(StoreId store, CancellationToken cancellationToken = default);

    /// <summary>What the silo that answers knows to be there. That it answers says that there is a serving silo.</summary>
    [Alias("GetConditions"), ResponseTimeout("00:00:02")]
    Task<ClusterConditions> GetConditions(CancellationToken cancellationToken = default);
}

/// <summary>The cluster at one moment. Rates are differences of the totals of two overviews.</summary>
[GenerateSerializer, Immutable, Alias("ClusterOverview")]
public sealed record ClusterOverview(
    [property: Id(0)] DateTimeOffset At, [property: Id(1)] ImmutableArray<SiloReport> Silos);

/// <summary>One silo's figures since it started.</summary>
/// <param name="Figures">Null when the silo did not answer.</param>
/// <param name="Device">What it fits with (cpu or cuda:N), as it announced when it joined.</param>
/// <param name="Version">The program's version, as it announced when it joined.</param>
[GenerateSerializer, Immutable, Alias("SiloReport")]
public sealed record SiloReport(
    [property: Id(0)] string Address,
    [property: Id(1)] string Status,
    [property: Id(2)] ImmutableArray<string> Roles,
    [property: Id(3)] SiloFigures? Figures,
    [property: Id(4)] string Device = "",
    [property: Id(5)] string Version = "");

/// <summary>What a cluster needs beyond serving silos, and whether it is there.</summary>
/// <param name="IsDatabaseThere">Without it nothing is recorded, and recommendations go on from memory.</param>
/// <param name="TrainingSilos">Without one, training runs wait.</param>
[GenerateSerializer, Immutable, Alias("ClusterConditions")]
public sealed record ClusterConditions(
    [property: Id(0)] bool IsDatabaseThere, [property: Id(1)] int TrainingSilos);

/// <summary>Totals since the silo's start, except where a unit says otherwise.</summary>
/// <param name="RecommendMilliseconds">Percentiles (p50, p95, p99) of the last 4,096 recommendations, in ms.</param>
/// <param name="RecordMilliseconds">Percentiles (p50, p95, p99) of the last 4,096 record calls, in ms.</param>
/// <param name="Tiers">Answers by tier.</param>
/// <param name="CatalogViolations">Products found in an answer that must not have been there; stays 0.</param>
[GenerateSerializer, Immutable, Alias("SiloFigures")]
public sealed record SiloFigures(
    [property: Id(2)] TimeSpan Uptime,
    [property: Id(3)] long Activations,
    [property: Id(4)] long ManagedBytes,
    [property: Id(5)] long ResidentBytes,
    [property: Id(6)] double CpuSeconds,
    [property: Id(7)] long InteractionsAccepted,
    [property: Id(8)] long InteractionsDuplicate,
    [property: Id(9)] long Recommendations,
    [property: Id(10)] long Errors,
    [property: Id(11)] long CatalogViolations,
    [property: Id(12)] ImmutableSortedDictionary<string, long> Tiers,
    [property: Id(13)] ImmutableSortedDictionary<string, double> RecommendMilliseconds,
    [property: Id(14)] ImmutableSortedDictionary<string, double> RecordMilliseconds);
