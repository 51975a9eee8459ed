namespace SmartRetail.Contracts.Access;

/// <summary>Names a key to operators, in lists and logs; it opens nothing.</summary>
[GenerateSerializer, Immutable, Alias("ApiKeyId")]
public readonly record struct ApiKeyId([property: Id(0)] string Value)
{
    public override string ToString() => Value;
}
