using System.ComponentModel.DataAnnotations;

namespace SmartRetail.Grains.Partitions;

/// <summary>How long a silo waits for parts of a model that others hold.</summary>
public sealed class PartOptions
{
    /// <summary>
    /// How long another silo's part is waited for before it is read from the artifact's file. Default: 250 ms, many times what
    /// a part takes.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.005", "00:00:01")]
    public TimeSpan PartPatience { get; set; } = TimeSpan.FromMilliseconds(250);
}
