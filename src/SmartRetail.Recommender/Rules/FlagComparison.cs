namespace SmartRetail.Recommender.Rules;

internal sealed record FlagComparison(RuleField Field, bool Flag) : ComparisonExpression(Field)
{
    private protected override string Comparison => Flag ? "== true" : "== false";

    public override bool Matches(RuleFacts facts) => Field.ReadFlag(facts) == Flag;
}
