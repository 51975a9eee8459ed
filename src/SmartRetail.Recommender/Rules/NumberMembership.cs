using System.Collections.Immutable;
using System.Globalization;

namespace SmartRetail.Recommender.Rules;

/// <param name="Numbers">In their order, each once.</param>
internal sealed record NumberMembership(RuleField Field, ImmutableSortedSet<decimal> Numbers) : ComparisonExpression(Field)
{
    private protected override string Comparison =>
        $"in ({string.Join(", ", Numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)))})";

    public override bool Matches(RuleFacts facts) => Field.ReadNumber(facts) is { } found && Numbers.Contains(found);

    public bool Equals(NumberMembership? other) =>
        other is not null && Field == other.Field && Numbers.SetEquals(other.Numbers);

    public override int GetHashCode() => HashCode.Combine(Field, Numbers.Count);
}
