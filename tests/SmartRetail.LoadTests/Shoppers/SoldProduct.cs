namespace SmartRetail.LoadTests.Shoppers;

/// <summary>A product of a shop's files.</summary>
/// <param name="IsOnSale">Whether it can still be bought.</param>
/// <param name="FirstSoldAt">In UTC.</param>
internal sealed record SoldProduct(string Id, string Title, string Category, bool IsOnSale, DateTime FirstSoldAt);
