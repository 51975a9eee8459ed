namespace SmartRetail.Contracts;

/// <summary>Identifies a product; opaque, compared ordinally.</summary>
[GenerateSerializer, Immutable, Alias("ProductId")]
public readonly record struct ProductId([property: Id(0)] string Value)
{
    public override string ToString() => Value;
}
