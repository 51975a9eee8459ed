namespace SmartRetail.Contracts.Imports;

/// <summary>Identifies one import; made by whoever sends it, so that a call whose answer was lost can be made again.</summary>
[GenerateSerializer, Immutable, Alias("ImportId")]
public readonly record struct ImportId([property: Id(0)] string Value)
{
    public static ImportId New() => new(Guid.NewGuid().ToString("N"));

    public override string ToString() => Value;
}
