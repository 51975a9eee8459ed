using System.Collections.Immutable;

namespace SmartRetail.Contracts.Customers;

/// <summary>What a customer will need again, most pressing first.</summary>
/// <param name="ProfileVersion">The customer's version that it was made of.</param>
[GenerateSerializer, Immutable, Alias("BuyAgainList")]
public sealed record BuyAgainList(
    [property: Id(0)] CustomerId Customer,
    [property: Id(1)] long ProfileVersion,
    [property: Id(2)] long CatalogVersion,
    [property: Id(3)] ImmutableArray<BuyAgainProduct> Products);

/// <summary>A product that the customer has bought.</summary>
/// <param name="Position">The first is 1.</param>
/// <param name="Score">The chance that it is bought within the next seven days.</param>
/// <param name="Times">How often it was bought.</param>
/// <param name="DueAt">When the customer is as likely as not to have bought it again, if ever.</param>
[GenerateSerializer, Immutable, Alias("BuyAgainProduct")]
public sealed record BuyAgainProduct(
    [property: Id(0)] ProductId Product,
    [property: Id(1)] int Position,
    [property: Id(2)] double Score,
    [property: Id(3)] int Times,
    [property: Id(4)] DateTimeOffset LastBoughtAt,
    [property: Id(5)] DateTimeOffset DueAt);
