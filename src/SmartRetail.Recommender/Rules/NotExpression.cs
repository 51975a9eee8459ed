using System.Text;

namespace SmartRetail.Recommender.Rules;

internal sealed record NotExpression(RuleExpression Operand) : RuleExpression
{
    public override bool ReadsProduct => Operand.ReadsProduct;

    public override bool ReadsContext => Operand.ReadsContext;

    internal override RulePrecedence Precedence => RulePrecedence.Not;

    public override bool Matches(RuleFacts facts) => !Operand.Matches(facts);

    internal override void Print(StringBuilder text)
    {
        text.Append("not ");
        PrintOperand(Operand, Operand.Precedence < Precedence, text);
    }
}
