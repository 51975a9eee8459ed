namespace SmartRetail.Recommender.CountModels;

/// <summary>How <see cref="RepeatModel"/> counts.</summary>
public sealed record RepeatOptions
{
    /// <summary>The pause that ends a session, where times are known. Default: 30 minutes.</summary>
    public TimeSpan SessionGap { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>What one session further back leaves of a purchase's weight. Default: 0.9.</summary>
    public double SessionDecay { get; init; } = 0.9;
}
