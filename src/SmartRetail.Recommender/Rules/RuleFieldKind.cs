namespace SmartRetail.Recommender.Rules;

/// <summary>What a field holds. An attribute, of the product or the request, holds what it is compared with.</summary>
internal enum RuleFieldKind
{
    Text,
    Number,
    Flag,
    Time,
    Attribute,
}
