using System.Collections.Immutable;

namespace SmartRetail.Recommender.Rules;

/// <summary>What a request says of itself: <c>context.slot</c>, and what the caller adds, such as <c>context.region</c>.</summary>
public sealed class RuleContext(string? slot, ImmutableSortedDictionary<string, string> values)
{
    /// <summary>The name under which expressions find the slot; a caller cannot give it.</summary>
    public const string Slot = "slot";

    public static RuleContext None { get; } = new(null, ImmutableSortedDictionary<string, string>.Empty);

    public string? Find(string name) => name == Slot ? slot : values.GetValueOrDefault(name);
}
