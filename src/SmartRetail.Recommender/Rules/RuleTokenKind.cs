namespace SmartRetail.Recommender.Rules;

internal enum RuleTokenKind
{
    Word,
    Text,
    Number,
    Operator,
    Dot,
    Comma,
    Open,
    Close,
    End,
}
