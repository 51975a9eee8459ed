using System.Text;

namespace SmartRetail.Recommender.Rules;

/// <summary>A field beside a value.</summary>
internal abstract record ComparisonExpression(RuleField Field) : RuleExpression
{
    public sealed override bool ReadsProduct => !Field.IsContext;

    public sealed override bool ReadsContext => Field.IsContext;

    internal sealed override RulePrecedence Precedence => RulePrecedence.Comparison;

    private protected abstract string Comparison { get; }

    internal sealed override void Print(StringBuilder text) => text.Append(Field.Name).Append(' ').Append(Comparison);
}
