using System.Text;

namespace SmartRetail.Recommender.Rules;

/// <summary>Two conditions, joined by a word.</summary>
internal abstract record BinaryExpression(RuleExpression Left, RuleExpression Right) : RuleExpression
{
    private protected abstract string Word { get; }

    public sealed override bool ReadsProduct => Left.ReadsProduct || Right.ReadsProduct;

    public sealed override bool ReadsContext => Left.ReadsContext || Right.ReadsContext;

    // Read from the left: what stands on the right and binds no more strongly was in parentheses.
    internal sealed override void Print(StringBuilder text)
    {
        PrintOperand(Left, Left.Precedence < Precedence, text);
        text.Append(' ').Append(Word).Append(' ');
        PrintOperand(Right, Right.Precedence <= Precedence, text);
    }
}
