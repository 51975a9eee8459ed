namespace SmartRetail.Recommender.CountModels;

/// <summary>How <see cref="ItemKnnModel"/> counts.</summary>
public sealed record ItemKnnOptions
{
    /// <summary>
    /// Customers added to the cosine's denominator, the shrink term of Ferrari Dacrema et al. 2019: two rare items that
    /// met once are no close neighbors. Default: 10.
    /// </summary>
    public double Shrinkage { get; init; } = 10;

    /// <summary>The neighbors kept of one item. Default: 2,000.</summary>
    public int MaxNeighbors { get; init; } = 2_000;
}
