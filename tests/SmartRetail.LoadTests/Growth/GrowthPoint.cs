using SmartRetail.LoadTests.Measures;

namespace SmartRetail.LoadTests.Growth;

/// <summary>What was measured at one size, of a process that was started over that much.</summary>
internal sealed record GrowthPoint
{
    /// <summary>Of what grows.</summary>
    public required int Size { get; init; }

    public required int Customers { get; init; }

    public required int Products { get; init; }

    /// <summary>In the log when the process started.</summary>
    public required long Interactions { get; init; }

    /// <summary>The import of the products over HTTP, in seconds.</summary>
    public required double ProductsSeconds { get; init; }

    /// <summary>The longest that nobody was answered while the products came in, in seconds.</summary>
    public required double SilentSeconds { get; init; }

    /// <summary>The import of the interactions over HTTP, in seconds.</summary>
    public required double InteractionsSeconds { get; init; }

    /// <summary>From the process' start until it is ready: catalog loaded, log counted. In seconds.</summary>
    public required double StartSeconds { get; init; }

    /// <summary>The first list of all after the start, in milliseconds: code is compiled for it, and made what is made when it is asked for.</summary>
    public required double FirstAnswer { get; init; }

    /// <summary>The first list of each active customer: read from the log, then ranked.</summary>
    public required Latency FirstLists { get; init; }

    /// <summary>Calls of all shoppers together, one view for four reads.</summary>
    public required GrowthMix Mix { get; init; }

    /// <summary>What the collector finds in use, in MiB, after the calls.</summary>
    public required double ManagedMebibytes { get; init; }

    /// <summary>Resident, in MiB, after the calls and a collection.</summary>
    public required double ResidentMebibytes { get; init; }

    /// <summary>Resident at most since the start, in MiB.</summary>
    public required double PeakMebibytes { get; init; }

    /// <summary>The database's files, in MiB.</summary>
    public required double DatabaseMebibytes { get; init; }

    /// <summary>More customers of the log, each of whom asked once; null where all were active already.</summary>
    public GrowthCrowd? Crowd { get; init; }
}

/// <summary>Many customers who come at once.</summary>
/// <param name="Customers">How many.</param>
/// <param name="Lists">Their first lists.</param>
/// <param name="PerSecond">Lists a second.</param>
/// <param name="BytesOfEach">Managed bytes that each of them holds in the process.</param>
internal sealed record GrowthCrowd(int Customers, Latency Lists, double PerSecond, double BytesOfEach);
