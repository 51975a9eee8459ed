using System.ComponentModel.DataAnnotations;

namespace SmartRetail.Grains.Imports;

/// <summary>How patient a silo is with whoever sends it a file.</summary>
public sealed class ImportOptions
{
    /// <summary>
    /// After how much silence of its sender an import is given up, so that the store's next one need not wait for it; it takes a
    /// quarter longer at most. Default: 1 minute.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan MaxSilence { get; set; } = TimeSpan.FromMinutes(1);
}
