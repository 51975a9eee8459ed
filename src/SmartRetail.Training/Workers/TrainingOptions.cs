using System.ComponentModel.DataAnnotations;

namespace SmartRetail.Training.Workers;

/// <summary>How a training silo runs its workers' child processes.</summary>
public sealed class TrainingOptions
{
    /// <summary>The folder whose storage the child opens. Default: none; it has to be set.</summary>
    [Required]
    public string DataFolder { get; set; } = "";

    /// <summary>
    /// Variables that the child is started with beside ours, null to leave one out: how it reaches the database, which
    /// no file says. Default: none.
    /// </summary>
    public IReadOnlyDictionary<string, string?> Environment { get; set; } = new Dictionary<string, string?>();

    /// <summary>The program that knows the command <c>fit</c>. Default: this process' own.</summary>
    public string? Executable { get; set; }

    /// <summary>Arguments before <c>fit --spec FILE</c>. Default: none, or this program's assembly under dotnet.</summary>
    public IReadOnlyList<string>? LeadingArguments { get; set; }

    /// <summary>Workers that share each batch, one thread each. Default: the machine's cores, at most 8.</summary>
    [Range(1, 256)]
    public int Threads { get; set; } = Math.Clamp(System.Environment.ProcessorCount, 1, 8);

    /// <summary>What a fit computes with: cpu or cuda:N. Default: cpu.</summary>
    [RegularExpression("cpu|cuda:[0-9]{1,2}")]
    public string Device { get; set; } = Fitting.FitDevice.Cpu;

    /// <summary>
    /// The time, in minutes, that a fit with its evaluation takes at most; the learning rate falls by it. Default: 4.
    /// </summary>
    [Range(0.1, 10_000)]
    public double MaxMinutes { get; set; } = 4;

    /// <summary>Power of one busy core, in watts, where energy cannot be measured. Default: 10.</summary>
    [Range(0.1, 1_000)]
    public double WattsPerCore { get; set; } = 10;

    /// <summary>
    /// Grams of CO2 for a kilowatt-hour of electricity. Default: 400, the world's average as expected for 2027.
    /// </summary>
    [Range(0, 10_000)]
    public double GramsPerKwh { get; set; } = 400;

    /// <summary>Whether the child yields to everything else on the machine. Default: true.</summary>
    public bool BelowNormalPriority { get; set; } = true;

    /// <summary>
    /// Main memory, in mebibytes, that a child may hold; one that takes more is ended, and its shards are fitted by other
    /// workers. Default: three quarters of what the machine or its container has.
    /// </summary>
    [Range(64, 16_777_216)]
    public int? MaxMemoryMiB { get; set; }

    /// <summary>
    /// How long a child that reports twice a second may be silent before it is ended and its worker counts as lost.
    /// Default: 1 minute.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan SilenceLimit { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The memory that a child may hold, in bytes.</summary>
    internal long MemoryBound => MaxMemoryMiB is { } mebibytes
        ? mebibytes * 1024L * 1024
        : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 * 3;
}
