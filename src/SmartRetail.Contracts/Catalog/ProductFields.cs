namespace SmartRetail.Contracts.Catalog;

/// <summary>What a product may be without.</summary>
[GenerateSerializer, Alias("ProductFields"), Flags]
public enum ProductFields
{
    None = 0,

    Brand = 1,

    /// <summary>Without it, stock is not tracked.</summary>
    Stock = 2,

    FirstSoldAt = 4,

    LastSoldAt = 8,

    /// <summary>All of them.</summary>
    Attributes = 16,
}
