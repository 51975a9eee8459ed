using System.Collections.Immutable;

namespace SmartRetail.Contracts.Models;

/// <summary>How a candidate's lists compare with those of the active model: sums, so that those of several silos add up.</summary>
/// <param name="Silos">That the figures are of.</param>
/// <param name="Ready">Of those, how many have the candidate loaded, or had when it ended.</param>
/// <param name="Compared">Lists that both models have made.</param>
/// <param name="Overlap">The sum over them of the share of products that both list.</param>
/// <param name="RankBiasedOverlap">The sum over them of what <c>ListAgreement</c> says, which counts the first places more.</param>
/// <param name="SameFirst">Lists whose first product is the same.</param>
/// <param name="Errors">Lists that the comparison failed of.</param>
/// <param name="Dropped">Lists of the share that were not compared since others waited already.</param>
/// <param name="ActiveCounts">How long the active model's lists took, by <see cref="LatencyBuckets"/>.</param>
/// <param name="CandidateCounts">The same of the candidate's.</param>
/// <param name="LastError">One sentence of the newest failure; null where there was none.</param>
[GenerateSerializer, Immutable, Alias("ShadowFigures")]
public sealed record ShadowFigures(
    [property: Id(0)] int Silos,
    [property: Id(1)] int Ready,
    [property: Id(2)] long Compared,
    [property: Id(3)] double Overlap,
    [property: Id(4)] double RankBiasedOverlap,
    [property: Id(5)] long SameFirst,
    [property: Id(6)] long Errors,
    [property: Id(7)] long Dropped,
    [property: Id(8)] ImmutableArray<long> ActiveCounts,
    [property: Id(9)] ImmutableArray<long> CandidateCounts,
    [property: Id(10)] string? LastError)
{
    public static ShadowFigures None { get; } = new(0, 0, 0, 0, 0, 0, 0, 0, Zeros, Zeros, null);

    /// <summary>From 0 to 1; null before the first comparison.</summary>
    public double? MeanOverlap => Mean(Overlap);

    /// <inheritdoc cref="MeanOverlap"/>
    public double? MeanRankBiasedOverlap => Mean(RankBiasedOverlap);

    /// <inheritdoc cref="MeanOverlap"/>
    public double? SameFirstShare => Mean(SameFirst);

    private static ImmutableArray<long> Zeros => [.. new long[LatencyBuckets.Length]];

    public ShadowFigures Plus(ShadowFigures other) => new(
        Silos + other.Silos,
        Ready + other.Ready,
        Compared + other.Compared,
        Overlap + other.Overlap,
        RankBiasedOverlap + other.RankBiasedOverlap,
        SameFirst + other.SameFirst,
        Errors + other.Errors,
        Dropped + other.Dropped,
        [.. ActiveCounts.Zip(other.ActiveCounts, (own, more) => own + more)],
        [.. CandidateCounts.Zip(other.CandidateCounts, (own, more) => own + more)],
        LastError ?? other.LastError);

    private double? Mean(double sum) => Compared == 0 ? null : sum / Compared;
}
