namespace SmartRetail.LoadTests.Calls;

/// <summary>A list as a page shows it.</summary>
/// <param name="Id">What an interaction names that follows it; null for a list that belongs to no customer.</param>
/// <param name="ProfileVersion">The customer's version that it was ranked with; 0 for a list that belongs to none.</param>
/// <param name="Tier">How much was known; null for a list that belongs to no customer.</param>
internal sealed record ShownList(IReadOnlyList<string> Products, string? Id = null, long ProfileVersion = 0, string? Tier = null);
