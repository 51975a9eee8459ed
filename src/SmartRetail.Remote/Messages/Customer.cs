using System.Collections.Immutable;

namespace SmartRetail.Remote;

/// <summary>How a known and an anonymous customer stand to each other.</summary>
public sealed record Merge(string Customer, string From, bool Merged, long ProfileVersion);

/// <summary>What a page sends as Customer-Token.</summary>
public sealed record CustomerToken(string Customer, string Token, DateTimeOffset ExpiresAt);

/// <summary>What a customer agrees to.</summary>
public sealed record Consent(string Customer, bool Personalise, bool Train);

/// <summary>A receipt of what was erased. It names nobody.</summary>
/// <param name="Erasure">Under which the receipt can be read and checked again.</param>
/// <param name="ErasedAt">When the last of it was gone; null while it goes on.</param>
/// <param name="LearnedFrom">The models that may have learned from it.</param>
public sealed record Erasure(
    [property: System.Text.Json.Serialization.JsonPropertyName("erasure")] string Id,
    DateTimeOffset RequestedAt,
    DateTimeOffset? ErasedAt,
    int Customers,
    long Interactions,
    long Impressions,
    ImmutableArray<int> LearnedFrom);
