using System.Collections.Immutable;

namespace SmartRetail.Recommender.Rules;

/// <param name="Texts">In their order, each once.</param>
internal sealed record TextMembership(RuleField Field, ImmutableSortedSet<string> Texts) : ComparisonExpression(Field)
{
    private protected override string Comparison => $"in ({string.Join(", ", Texts.Select(RuleScanner.Quote))})";

    public override bool Matches(RuleFacts facts) => Field.ReadText(facts) is { } found && Texts.Contains(found);

    public bool Equals(TextMembership? other) => other is not null && Field == other.Field && Texts.SetEquals(other.Texts);

    public override int GetHashCode() => HashCode.Combine(Field, Texts.Count);
}
