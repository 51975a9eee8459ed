namespace SmartRetail.Recommender.CountModels;

/// <summary>How <see cref="PopularModel"/> counts.</summary>
public sealed record PopularOptions
{
    /// <summary>
    /// The age, before the newest interaction of the data, at which an interaction counts half; needs times, without
    /// which all count alike. Default: none, all count alike.
    /// </summary>
    public TimeSpan? HalfLife { get; init; }
}
