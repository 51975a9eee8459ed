namespace SmartRetail.Contracts;

/// <summary>Identifies a customer; opaque, compared ordinally.</summary>
[GenerateSerializer, Immutable, Alias("CustomerId")]
public readonly record struct CustomerId([property: Id(0)] string Value)
{
    public override string ToString() => Value;
}
