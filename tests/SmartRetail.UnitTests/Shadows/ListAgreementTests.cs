using SmartRetail.Contracts;
using SmartRetail.Contracts.Models;
using SmartRetail.Recommender.Shadows;

namespace SmartRetail.UnitTests.Shadows;

/// <summary>Each figure was computed by hand.</summary>
public sealed class ListAgreementTests
{
    [Theory]
    [InlineData("abc", "abc", 1)]
    [InlineData("abc", "cba", 1)]
    [InlineData("abcd", "abxy", 0.5)]
    [InlineData("abcd", "ab", 0.5)]
    [InlineData("ab", "xy", 0)]
    [InlineData("", "", 1)]
    public void Overlap_is_the_share_of_the_longer_list_that_both_have(string left, string right, double expected) =>
        Assert.Equal(expected, ListAgreement.Overlap(Products(left), Products(right)));

    [Theory]
    [InlineData("abc", "abc", 1)]
    [InlineData("ab", "xy", 0)]
    [InlineData("ab", "ba", 0.9)]
    [InlineData("ab", "ax", 0.55)]
    [InlineData("ab", "xb", 0.45)]
    [InlineData("ab", "a", 0.55)]
    [InlineData("", "", 1)]
    public void Rank_biased_overlap_counts_the_first_places_more(string left, string right, double expected) =>
        Assert.Equal(expected, ListAgreement.RankBiasedOverlap(Products(left), Products(right)), tolerance: 1e-12);

    [Fact]
    public void A_percentile_is_at_most_nine_percent_above_the_duration()
    {
        var counts = new long[LatencyBuckets.Length];
        counts[LatencyBuckets.Of(TimeSpan.FromMilliseconds(2))] += 99;
        counts[LatencyBuckets.Of(TimeSpan.FromMilliseconds(70))] += 1;

        Assert.InRange(LatencyBuckets.Percentile([.. counts], 0.99)!.Value, 2, 2 * 1.091);
        Assert.InRange(LatencyBuckets.Percentile([.. counts], 1)!.Value, 70, 70 * 1.091);
        Assert.Null(LatencyBuckets.Percentile([.. new long[LatencyBuckets.Length]], 0.5));
    }

    [Fact]
    public void Durations_beyond_the_buckets_are_in_the_first_and_the_last()
    {
        Assert.Equal(0, LatencyBuckets.Of(TimeSpan.Zero));
        Assert.Equal(LatencyBuckets.Length - 1, LatencyBuckets.Of(TimeSpan.FromDays(1)));
    }

    private static ProductId[] Products(string names) => [.. names.Select(name => new ProductId(name.ToString()))];
}
