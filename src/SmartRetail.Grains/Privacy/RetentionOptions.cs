using System.ComponentModel.DataAnnotations;

namespace SmartRetail.Grains.Privacy;

/// <summary>How what is too old is looked for.</summary>
public sealed class RetentionOptions
{
    /// <summary>
    /// From one look at the log to the next, each of which reads it once by customer. Default: 1 hour, by which interactions may
    /// be older than the store keeps them.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromHours(1);

    /// <summary>From one look at the settings to the next: a shorter retention holds from then on. Default: 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan SettingsInterval { get; set; } = TimeSpan.FromSeconds(10);
}
