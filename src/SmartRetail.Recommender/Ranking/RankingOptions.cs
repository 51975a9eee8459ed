using System.ComponentModel.DataAnnotations;

namespace SmartRetail.Recommender.Ranking;

/// <summary>How scores are made of the sequence model and the counts, and what a customer is not shown.</summary>
public sealed class RankingOptions
{
    /// <summary>Newest interactions that a ranking reads. Default: 50.</summary>
    [Range(1, 1_000)]
    public int HistoryLength { get; set; } = 50;

    /// <summary>Share of the counts in the blend with a sequence model, from 0 to 1. Default: 0.3.</summary>
    [Range(0, 1)]
    public double CountShare { get; set; } = 0.3;

    /// <summary>Share of popularity in the counts, from 0 to 1: it orders what the counts do not know. Default: 0.05.</summary>
    [Range(0, 1)]
    public double PopularShare { get; set; } = 0.05;

    /// <summary>Newest products acted on that are not recommended back at once. Default: 5.</summary>
    [Range(0, 100)]
    public int RecentlySeen { get; set; } = 5;

    /// <summary>Time for which a bought product is not recommended again. Default: 30 days.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan BoughtAlready { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Newest products whose removal is tried to find the reasons of a list. Default: 12.</summary>
    [Range(1, 50)]
    public int ReasonSteps { get; set; } = 12;
}
