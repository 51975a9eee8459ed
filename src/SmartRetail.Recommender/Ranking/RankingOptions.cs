using System.ComponentModel.DataAnnotations;

namespace SmartRetail.Recommender.Ranking;

/// <summary>What a ranking reads of a customer, and what the customer is not shown.</summary>
public sealed class RankingOptions
{
    /// <summary>
    /// Newest interactions that a ranking reads; a network reads as many of them as it was fitted with. Default: 200, all
    /// that a customer's features hold: with 50 the sample store's validation cases had 0.007 less NDCG@10.
    /// </summary>
    [Range(1, 1_000)]
    public int HistoryLength { get; set; } = 200;

    /// <summary>Newest products acted on that are not recommended back at once. Default: 5.</summary>
    [Range(0, 100)]
    public int RecentlySeen { get; set; } = 5;

    /// <summary>Time for which a bought product is not recommended again. Default: 30 days.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan BoughtAlready { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// How long the model is waited for, its other silos included, before the counts rank without it. Default: 500 ms.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:02")]
    public TimeSpan ModelPatience { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Newest products whose removal is tried to find the reasons of a list. Default: 12.</summary>
    [Range(1, 50)]
    public int ReasonSteps { get; set; } = 12;

    /// <summary>
    /// Newest products whose removal is tried to explain one product; the product itself is tried however long ago it was
    /// acted on. Default: 50, as many steps as most networks read.
    /// </summary>
    [Range(1, 1_000)]
    public int ExplanationSteps { get; set; } = 50;
}
