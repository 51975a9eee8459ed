namespace SmartRetail.LoadTests.Scale;

/// <summary>The machines that a cluster is sized with, and how full they may be at the peak.</summary>
internal sealed record MachineShape
{
    /// <summary>Processors of a machine. Default: 16.</summary>
    public int Cores { get; init; } = 16;

    /// <summary>Memory of a silo's machine, in GiB. Default: 64.</summary>
    public double Gibibytes { get; init; } = 64;

    /// <summary>How busy processors may be, so that a third of the machines may be lost. Default: 0.5.</summary>
    public double Busy { get; init; } = 0.5;

    /// <summary>How full memory may be; garbage and a lost neighbour's customers need the rest. Default: 0.4.</summary>
    public double Full { get; init; } = 0.4;

    /// <summary>Bytes on one database machine's disk, in TiB. Default: 8.</summary>
    public double DiskTebibytes { get; init; } = 8;
}
