using System.Text;

namespace SmartRetail.Recommender.Rules;

/// <summary>
/// A condition on a product and the request, as a store writes it:
/// <c>category == 'Toys' and brand in ('A', 'B') and price &lt; 20 and not (stock &lt; 3)</c>.
/// </summary>
/// <remarks>
/// A comparison of what a product or request does not have is false, with every operator: a product without a brand meets
/// neither <c>brand == 'A'</c> nor <c>brand != 'A'</c>. What is not to slip through needs a <c>not</c>.
/// </remarks>
public abstract record RuleExpression
{
    /// <summary>The longest expression, in characters.</summary>
    public const int MaxLength = 1_000;

    /// <summary>How deep parentheses and <c>not</c> may be nested.</summary>
    public const int MaxDepth = 16;

    /// <summary>The most values of one <c>in</c>.</summary>
    public const int MaxListed = 100;

    /// <summary>Whether it asks for anything of the product.</summary>
    public abstract bool ReadsProduct { get; }

    /// <summary>Whether it asks for anything of the request.</summary>
    public abstract bool ReadsContext { get; }

    public abstract bool Matches(RuleFacts facts);

    /// <exception cref="RuleSyntaxException">It is no expression, or a bound is broken.</exception>
    public static RuleExpression Parse(string text) => RuleParser.Parse(text);

    /// <summary>Returns the expression as text that is parsed to an equal one.</summary>
    public sealed override string ToString()
    {
        var text = new StringBuilder();
        Print(text);
        return text.ToString();
    }

    /// <summary>How strongly the expression holds together: an operand that holds less needs parentheses.</summary>
    internal abstract RulePrecedence Precedence { get; }

    internal abstract void Print(StringBuilder text);

    private protected static void PrintOperand(RuleExpression operand, bool isBracketed, StringBuilder text)
    {
        if (isBracketed)
        {
            text.Append('(');
        }

        operand.Print(text);
        if (isBracketed)
        {
            text.Append(')');
        }
    }
}
