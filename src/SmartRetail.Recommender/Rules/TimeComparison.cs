using System.Globalization;

namespace SmartRetail.Recommender.Rules;

internal sealed record TimeComparison(RuleField Field, RuleOperator Operator, DateTimeOffset Time)
    : ComparisonExpression(Field)
{
    private protected override string Comparison => string.Create(
        CultureInfo.InvariantCulture, $"{Operator.ToText()} '{Time.ToUniversalTime():yyyy-MM-ddTHH:mm:ss.FFFFFFFZ}'");

    public override bool Matches(RuleFacts facts) =>
        Field.ReadTime(facts) is { } found && Operator.Holds(found.CompareTo(Time));
}
