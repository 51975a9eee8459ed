namespace SmartRetail.Recommender.CountModels;

/// <summary>How <see cref="CoPurchaseModel"/> counts and scores.</summary>
public sealed record CoPurchaseOptions
{
    /// <summary>The pause that ends a session, where times are known. Default: 30 minutes.</summary>
    public TimeSpan SessionGap { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Where times are not known, items at most this far apart are together. Default: 3 positions.</summary>
    public int Window { get; init; } = 3;

    /// <summary>
    /// Sessions added to the cosine's denominator, so that few meetings count for little. Default: 10.
    /// </summary>
    public double Shrinkage { get; init; } = 10;

    /// <summary>What one session further back leaves of its items' votes. Default: 0.7.</summary>
    public double SessionDecay { get; init; } = 0.7;

    /// <summary>The neighbors kept of one item. Default: 1,000.</summary>
    public int MaxNeighbors { get; init; } = 1_000;
}
