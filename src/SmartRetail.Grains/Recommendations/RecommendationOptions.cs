using System.ComponentModel.DataAnnotations;

namespace SmartRetail.Grains.Recommendations;

/// <summary>How long and how much of a ranking is kept.</summary>
public sealed class RecommendationOptions
{
    /// <summary>Age at which a ranking is made again though nothing happened: counts go on. Default: 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan CacheLifetime { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Candidates kept, so that a list is full though some cannot be shown any more. Default: 300.</summary>
    [Range(1, 10_000)]
    public int Candidates { get; set; } = 300;
}
