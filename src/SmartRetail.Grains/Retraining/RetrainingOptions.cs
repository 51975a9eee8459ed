using System.ComponentModel.DataAnnotations;

namespace SmartRetail.Grains.Retraining;

/// <summary>How it is found whether a store's model is to be trained anew.</summary>
public sealed class RetrainingOptions
{
    /// <summary>From one look to the next, by which a run may begin late. Default: 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "1.00:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long the first and the newest time are whose click rates are compared, in whole hours. Default: 7 days, since shoppers
    /// do otherwise at weekends; a model's fall shows after twice that time.
    /// </summary>
    [Range(typeof(TimeSpan), "01:00:00", "90.00:00:00")]
    public TimeSpan ClickRateTime { get; set; } = TimeSpan.FromDays(7);
}
