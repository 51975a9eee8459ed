namespace SmartRetail.Contracts.Imports;

/// <summary>What the rows of an import are.</summary>
[GenerateSerializer, Alias("ImportKind")]
public enum ImportKind
{
    Products = 0,

    Interactions = 1,
}
