namespace SmartRetail.LoadTests.Shoppers;

/// <summary>A line of a shop's invoices, which shoppers are fitted to.</summary>
internal readonly record struct Purchase(string Customer, string Product, DateTime At, bool IsReturn);
