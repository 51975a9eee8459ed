namespace SmartRetail.Recommender.Rules;

/// <summary>How strongly operators hold their operands together, the weakest first.</summary>
internal enum RulePrecedence
{
    Or,
    And,
    Not,
    Comparison,
}
