namespace SmartRetail.Recommender.Rules;

internal sealed record AndExpression(RuleExpression Left, RuleExpression Right) : BinaryExpression(Left, Right)
{
    internal override RulePrecedence Precedence => RulePrecedence.And;

    private protected override string Word => "and";

    public override bool Matches(RuleFacts facts) => Left.Matches(facts) && Right.Matches(facts);
}
