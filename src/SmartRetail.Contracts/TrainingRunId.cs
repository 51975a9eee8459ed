namespace SmartRetail.Contracts;

/// <summary>Identifies one training run of a store.</summary>
[GenerateSerializer, Immutable, Alias("TrainingRunId")]
public readonly record struct TrainingRunId([property: Id(0)] string Value)
{
    public override string ToString() => Value;
}
