namespace SmartRetail.Contracts;

/// <summary>Identifies one answered list, so that a later interaction can name what it followed.</summary>
[GenerateSerializer, Immutable, Alias("RecommendationId")]
public readonly record struct RecommendationId([property: Id(0)] string Value)
{
    public override string ToString() => Value;
}
