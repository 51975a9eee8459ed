namespace SmartRetail.Contracts.Privacy;

/// <summary>Identifies one erasure; whoever asks for it again under the same id gets the same receipt.</summary>
[GenerateSerializer, Immutable, Alias("ErasureId")]
public readonly record struct ErasureId([property: Id(0)] string Value)
{
    public static ErasureId New() => new(Guid.NewGuid().ToString("N"));

    public override string ToString() => Value;
}
