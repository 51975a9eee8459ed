using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using SmartRetail.Contracts.Operations;

namespace SmartRetail.Client.Operations;

/// <summary>The stores of this cluster.</summary>
internal sealed record StoresAnswer(ImmutableArray<string> Stores);

/// <summary>A store to make.</summary>
internal sealed record StoreBody(
    [property: Required, Description("Its id: 1 to 63 characters of a-z, 0-9 and '-'.")]
    string? Store);

/// <summary>A store that is there.</summary>
internal sealed record StoreAnswer(string Store);

/// <summary>The cluster at one moment. Rates are differences of the totals of two answers.</summary>
internal sealed record ClusterAnswer(DateTimeOffset At, ImmutableArray<SiloAnswer> Silos)
{
    public static ClusterAnswer From(ClusterOverview overview) =>
        new(overview.At, [.. overview.Silos.Select(SiloAnswer.From)]);
}

/// <summary>One silo.</summary>
internal sealed record SiloAnswer(
    string Address,
    string Status,
    ImmutableArray<string> Roles,
    [property: Description("What the silo fits with: cpu or cuda:N. Empty for a moment after it has joined.")]
    string Device,
    string Version,
    [property: Description("Null when the silo did not answer.")]
    SiloFiguresAnswer? Figures)
{
    public static SiloAnswer From(SiloReport silo) => new(
        silo.Address,
        silo.Status,
        silo.Roles,
        silo.Device,
        silo.Version,
        silo.Figures is null ? null : SiloFiguresAnswer.From(silo.Figures));
}

/// <summary>Totals since the silo's start.</summary>
internal sealed record SiloFiguresAnswer(
    double UptimeSeconds,
    long Activations,
    long ManagedBytes,
    long ResidentBytes,
    double CpuSeconds,
    long InteractionsAccepted,
    long InteractionsDuplicate,
    long Recommendations,
    long Errors,
    [property: Description("Products found in an answer that must not have been there; stays 0.")]
    long CatalogViolations,
    [property: Description("Answers by tier.")]
    ImmutableSortedDictionary<string, long> Tiers,
    [property: Description("Percentiles of the last recommendations, in milliseconds.")]
    ImmutableSortedDictionary<string, double> RecommendMilliseconds,
    [property: Description("Percentiles of the last record calls, in milliseconds.")]
    ImmutableSortedDictionary<string, double> RecordMilliseconds)
{
    public static SiloFiguresAnswer From(SiloFigures figures) => new(
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
