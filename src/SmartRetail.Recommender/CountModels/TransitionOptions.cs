namespace SmartRetail.Recommender.CountModels;

/// <summary>How <see cref="TransitionModel"/> counts and scores.</summary>
public sealed record TransitionOptions
{
    /// <summary>Items at most this far behind another one count as its followers. Default: 5 positions.</summary>
    public int CountOrder { get; init; } = 5;

    /// <summary>What one position more between two items leaves of their weight. Default: 0.6.</summary>
    public double CountDecay { get; init; } = 0.6;

    /// <summary>The newest items of a history that vote. Default: 10 positions.</summary>
    public int HistoryOrder { get; init; } = 10;

    /// <summary>What one position further back leaves of an item's vote. Default: 0.6.</summary>
    public double HistoryDecay { get; init; } = 0.6;

    /// <summary>
    /// The power of an item's followers that its votes are divided by: 0 lets frequent items speak louder, 1 gives each
    /// the same voice. Default: 0.5.
    /// </summary>
    public double Normalization { get; init; } = 0.5;

    /// <summary>The followers kept of one item. Default: 1,000.</summary>
    public int MaxFollowers { get; init; } = 1_000;
}
