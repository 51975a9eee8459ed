namespace SmartRetail.Recommender.Rules;

internal sealed record OrExpression(RuleExpression Left, RuleExpression Right) : BinaryExpression(Left, Right)
{
    internal override RulePrecedence Precedence => RulePrecedence.Or;

    private protected override string Word => "or";

    public override bool Matches(RuleFacts facts) => Left.Matches(facts) || Right.Matches(facts);
}
