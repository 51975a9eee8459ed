using System.Collections.Immutable;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.Recommender.Rules;

/// <summary>What a request says of itself: <c>context.slot</c>, and what the caller adds, such as <c>context.region</c>.</summary>
public sealed class RuleContext(string? slot, ImmutableSortedDictionary<string, string> values)
{
    public static RuleContext None { get; } = new(null, ImmutableSortedDictionary<string, string>.Empty);

    public string? Find(string name) => name == RecommendationRequest.SlotInContext ? slot : values.GetValueOrDefault(name);
}
