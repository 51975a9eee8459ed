namespace SmartRetail.Remote;

/// <summary>A candidate beside the active model, and how their lists compare.</summary>
/// <param name="Against">The active model that it is compared with.</param>
/// <param name="EndedAt">Null while it goes on.</param>
/// <param name="End">Why it ended, as the server has it; null while it goes on.</param>
/// <param name="Ready">How many of the silos rank with the candidate.</param>
/// <param name="Overlap">Mean share of products that both list; null before the first comparison.</param>
/// <param name="RankBiasedOverlap">The same, counting the first places more.</param>
/// <param name="SameFirst">Share of the lists with the same first product.</param>
/// <param name="Dropped">Lists that were left out since too many waited.</param>
public sealed record Shadow(
    int Version,
    int Against,
    double Share,
    DateTimeOffset StartedAt,
    DateTimeOffset EndsAt,
    DateTimeOffset? EndedAt,
    string? End,
    int Silos,
    int Ready,
    long Compared,
    double? Overlap,
    double? RankBiasedOverlap,
    double? SameFirst,
    ShadowLatency Active,
    ShadowLatency Candidate,
    long Errors,
    long Dropped,
    string? LastError);

/// <summary>How long lists took to make, in milliseconds; null before the first.</summary>
public sealed record ShadowLatency(double? P50, double? P99);
