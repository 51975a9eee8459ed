namespace SmartRetail.Contracts;

/// <summary>The caller's idempotency key of one interaction; unique within a store and customer.</summary>
[GenerateSerializer, Immutable, Alias("InteractionId")]
public readonly record struct InteractionId([property: Id(0)] string Value)
{
    public override string ToString() => Value;
}
