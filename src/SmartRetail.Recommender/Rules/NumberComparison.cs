using System.Globalization;

namespace SmartRetail.Recommender.Rules;

internal sealed record NumberComparison(RuleField Field, RuleOperator Operator, decimal Number)
    : ComparisonExpression(Field)
{
    private protected override string Comparison =>
        string.Create(CultureInfo.InvariantCulture, $"{Operator.ToText()} {Number}");

    public override bool Matches(RuleFacts facts) =>
        Field.ReadNumber(facts) is { } found && Operator.Holds(found.CompareTo(Number));
}
