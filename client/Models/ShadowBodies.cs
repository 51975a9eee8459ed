using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using SmartRetail.Contracts.Models;

namespace SmartRetail.Client.Models;

/// <summary>How a candidate is to be run beside the active model.</summary>
internal sealed record ShadowBody
{
    [Description("Of the personal lists, from 0.001 to 1, that the candidate ranks too.")]
    [Required]
    public double? Share { get; init; }

    [Description("How long, in minutes, from 1 to 10,080. Default: 60.")]
    public double? Minutes { get; init; }
}

/// <summary>A candidate beside the active model, and how their lists compare.</summary>
internal sealed record ShadowAnswer(
    int Version,
    [property: Description("The active model whose lists its own are compared with.")]
    int Against,
    double Share,
    DateTimeOffset StartedAt,
    [property: Description("When it ends by itself.")]
    DateTimeOffset EndsAt,
    [property: Description("When it ended; null while it goes on.")]
    DateTimeOffset? EndedAt,
    [property: Description("Why it ended; null while it goes on.")]
    ShadowEnd? End,
    [property: Description("Silos that the figures are of.")]
    int Silos,
    [property: Description("Of those, how many rank with the candidate.")]
    int Ready,
    [property: Description("Lists that both models have made.")]
    long Compared,
    [property: Description("Mean share of a list's products that both list; null before the first.")]
    double? Overlap,
    [property: Description("Mean rank-biased overlap with a persistence of 0.9, which counts the first places more.")]
    double? RankBiasedOverlap,
    [property: Description("Share of the lists with the same first product.")]
    double? SameFirst,
    [property: Description("Of the active model's lists, made for the comparison.")]
    ShadowLatency Active,
    [property: Description("Of the candidate's lists.")]
    ShadowLatency Candidate,
    [property: Description("Lists that could not be compared.")]
    long Errors,
    [property: Description("Lists of the share that were left out since too many waited.")]
    long Dropped,
    [property: Description("One sentence of the newest failure; null where there was none.")]
    string? LastError)
{
    public static ShadowAnswer From(ShadowReport report)
    {
        var (plan, figures) = (report.Plan, report.Figures);
        return new(
            plan.Candidate.Value,
            plan.Against.Value,
            plan.Share,
            plan.StartedAt,
            plan.EndsAt,
            report.EndedAt,
            report.End,
            figures.Silos,
            figures.Ready,
            figures.Compared,
            figures.MeanOverlap,
            figures.MeanRankBiasedOverlap,
            figures.SameFirstShare,
            ShadowLatency.From(figures.ActiveCounts),
            ShadowLatency.From(figures.CandidateCounts),
            figures.Errors,
            figures.Dropped,
            figures.LastError);
    }
}

/// <summary>How long lists took to make, in milliseconds, at most 9 % too long.</summary>
internal sealed record ShadowLatency(
    [property: Description("Half of them took no longer; null before the first.")]
    double? P50,
    [property: Description("99 % of them took no longer.")]
    double? P99)
{
    public static ShadowLatency From(System.Collections.Immutable.ImmutableArray<long> counts) =>
        new(LatencyBuckets.Percentile(counts, 0.5), LatencyBuckets.Percentile(counts, 0.99));
}
