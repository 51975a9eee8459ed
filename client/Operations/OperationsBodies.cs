using System.Collections.Immutable;
using SmartRetail.Contracts.Operations;

namespace SmartRetail.Client.Operations;

/// <summary>The stores of this cluster.</summary>
internal sealed record StoresAnswer(ImmutableArray<string> Stores);

/// <summary>The cluster at one moment. Rates are differences of the totals of two answers.</summary>
internal sealed record ClusterAnswer(DateTimeOffset At, ImmutableArray<SiloAnswer> Silos)
{
    public static ClusterAnswer From(ClusterOverview overview) =>
        new(overview.At, [.. overview.Silos.Select(SiloAnswer.From)]);
}

/// <summary>One silo.</summary>
/// <param name="Figures">Null when the silo did not answer.</param>
internal sealed record SiloAnswer(
    string Address, string Status, ImmutableArray<string> Roles, SiloFiguresAnswer? Figures)
{
    public static SiloAnswer From(SiloReport silo) => new(
        silo.Address, silo.Status, silo.Roles, silo.Figures is null ? null : SiloFiguresAnswer.From(silo.Figures));
}

/// <summary>Totals since the silo's start.</summary>
/// <param name="CatalogViolations">Products found in an answer that must not have been there; stays 0.</param>
/// <param name="Tiers">Answers by tier.</param>
/// <param name="RecommendMilliseconds">Percentiles of the last recommendations, in milliseconds.</param>
/// <param name="RecordMilliseconds">Percentiles of the last record calls, in milliseconds.</param>
internal sealed record SiloFiguresAnswer(
    string Version,
    string Device,
    double UptimeSeconds,
    long Activations,
    long ManagedBytes,
    long ResidentBytes,
    double CpuSeconds,
    long InteractionsAccepted,
    long InteractionsDuplicate,
    long Recommendations,
    long Errors,
    long CatalogViolations,
    ImmutableSortedDictionary<string, long> Tiers,
    ImmutableSortedDictionary<string, double> RecommendMilliseconds,
    ImmutableSortedDictionary<string, double> RecordMilliseconds)
{
    public static SiloFiguresAnswer From(SiloFigures figures) => new(
        figures.Version,
        figures.Device,
        figures.Uptime.TotalSeconds,
        figures.Activations,
        figures.ManagedBytes,
        figures.ResidentBytes,
        figures.CpuSeconds,
        figures.InteractionsAccepted,
        figures.InteractionsDuplicate,
        figures.Recommendations,
        figures.Errors,
        figures.CatalogViolations,
        figures.Tiers,
        figures.RecommendMilliseconds,
        figures.RecordMilliseconds);
}
