namespace SmartRetail.Recommender.Splits;

/// <summary>What a temporal split's shares are shares of.</summary>
public enum TemporalCut
{
    /// <summary>Of the number of interactions.</summary>
    Interactions,

    /// <summary>Of the time from the first interaction to the last.</summary>
    TimeSpan,
}
