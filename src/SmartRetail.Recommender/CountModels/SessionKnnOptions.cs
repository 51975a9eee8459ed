namespace SmartRetail.Recommender.CountModels;

/// <summary>How <see cref="SessionKnnModel"/> finds neighbors and lets them vote.</summary>
public sealed record SessionKnnOptions
{
    /// <summary>The most similar sequences that vote. Default: 500.</summary>
    public int Neighbors { get; init; } = 500;

    /// <summary>
    /// Of the sequences that have an item, the last ones of the data that are looked at. Default: 2,000.
    /// </summary>
    public int Sample { get; init; } = 2_000;

    /// <summary>The newest items of a history by which neighbors are sought. Default: 20.</summary>
    public int HistoryOrder { get; init; } = 20;

    /// <summary>What one position further back leaves of an item's weight in the similarity. Default: 0.6.</summary>
    public double HistoryDecay { get; init; } = 0.6;

    /// <summary>What one position further from the shared item leaves of a neighbor's vote. Default: 0.8.</summary>
    public double DistanceDecay { get; init; } = 0.8;

    /// <summary>What being before the shared item, instead of behind it, leaves of a vote. Default: 0.7.</summary>
    public double BeforeShare { get; init; } = 0.7;

    /// <summary>The power of a neighbor's length that divides its similarity. Default: 0.5.</summary>
    public double LengthPower { get; init; } = 0.5;
}
