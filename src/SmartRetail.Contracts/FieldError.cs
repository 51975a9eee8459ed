namespace SmartRetail.Contracts;

/// <summary>Why a value is refused: the field, and the bound it broke as a sentence.</summary>
[GenerateSerializer, Immutable, Alias("FieldError")]
public sealed record FieldError([property: Id(0)] string Field, [property: Id(1)] string Reason)
{
    public override string ToString() => $"{Field}: {Reason}";
}
