namespace SmartRetail.LoadTests.Calls;

/// <summary>What shoppers know of a product.</summary>
internal sealed record StoreProduct(string Id, string Title, string Category, decimal Price);
