using SmartRetail.Contracts.Training;

namespace SmartRetail.Grains.Training;

/// <summary>What a run's rounds have come to: enough for another activation to go on from the last one.</summary>
[GenerateSerializer, Alias("RoundsState")]
internal sealed class RoundsState
{
    /// <summary>Grows with each transition and each activation that takes the run up; what an older one wrote is refused.</summary>
    [Id(0)]
    public long Token { get; set; }

    [Id(1)]
    public List<TeamMember> Team { get; set; } = [];

    /// <summary>The number of the next worker; none is used twice.</summary>
    [Id(2)]
    public int NextWorker { get; set; }

    /// <summary>Whether the workers know which products the run is about.</summary>
    [Id(3)]
    public bool IsSurveyed { get; set; }

    /// <summary>Rounds whose parameters are there.</summary>
    [Id(4)]
    public int Round { get; set; }

    /// <summary>Rounds of the whole fit; 0 before that is known.</summary>
    [Id(5)]
    public int Rounds { get; set; }

    /// <summary>Rounds in an epoch, decided with the first round.</summary>
    [Id(6)]
    public int RoundsPerEpoch { get; set; }

    /// <summary>The worker who alone made the newest parameters; null where several did.</summary>
    [Id(7)]
    public string? Owner { get; set; }

    /// <summary>The time that rounds have taken.</summary>
    [Id(8)]
    public TimeSpan Spent { get; set; }

    [Id(9)]
    public bool IsTimeOver { get; set; }

    /// <summary>The latest round that ranks as well as the best one, but for chance.</summary>
    [Id(10)]
    public int Kept { get; set; }

    /// <summary>The ndcg@10 of the held-out cases in the best round, by the shards that they are of.</summary>
    [Id(11)]
    public Dictionary<ShardSet, double[]> PeakCases { get; set; } = [];

    /// <summary>Who has written the artifact.</summary>
    [Id(12)]
    public string? Finisher { get; set; }

    /// <summary>Whether the last round's parameters have been ranked with, so that one is chosen.</summary>
    [Id(13)]
    public bool IsValidated { get; set; }

    /// <summary>The energy of what the workers have done; not of work that was lost.</summary>
    [Id(14)]
    public double Joules { get; set; }
}
