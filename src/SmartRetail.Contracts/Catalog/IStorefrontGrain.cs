using System.Collections.Immutable;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.Contracts.Catalog;

/// <summary>
/// What a store shows to everybody, read from the silo's own replicas: products, categories, and the lists that need no
/// customer. The grain key is the store id. An unknown store has no products.
/// </summary>
[GrainInterfaceType("storefront")]
[Alias("IStorefrontGrain")]
[Idempotent]
public interface IStorefrontGrain : IGrainWithStringKey
{
    /// <summary>Whether the store exists in this cluster.</summary>
    [Alias("Exists"), ResponseTimeout("00:00:03")]
    Task<bool> Exists(CancellationToken cancellationToken = default);

    /// <summary>Returns the product, or null when the catalog has none of that id.</summary>
    [Alias("GetProduct"), ResponseTimeout("00:00:03")]
    Task<Product?> GetProduct(ProductId product, CancellationToken cancellationToken = default);

    /// <summary>Returns the products that exist, in the order asked for; at most <see cref="ProductQuery.MaxCount"/>.</summary>
    [Alias("GetProducts"), ResponseTimeout("00:00:03")]
    Task<ImmutableArray<Product>> GetProducts(
        ImmutableArray<ProductId> products, CancellationToken cancellationToken = default);

    [Alias("Search"), ResponseTimeout("00:00:03")]
    Task<ProductPage> Search(ProductQuery query, CancellationToken cancellationToken = default);

    /// <summary>Returns the categories with products that can be bought, largest first.</summary>
    [Alias("GetCategories"), ResponseTimeout("00:00:03")]
    Task<ImmutableArray<CategoryCount>> GetCategories(CancellationToken cancellationToken = default);

    /// <summary>Returns the products most acted on lately, of one category or of all.</summary>
    [Alias("GetPopular"), ResponseTimeout("00:00:03")]
    Task<ProductList> GetPopular(string? category, int count, CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns the products that get more interest than they used to, of one category or of all, steepest first; filled up
    /// with popular ones.
    /// </summary>
    [Alias("GetTrending"), ResponseTimeout("00:00:03")]
    Task<FilledList> GetTrending(string? category, int count, CancellationToken cancellationToken = default);

    /// <summary>Returns the products most alike, or null when the catalog has no such product.</summary>
    [Alias("GetSimilar"), ResponseTimeout("00:00:03")]
    Task<ProductList?> GetSimilar(ProductId product, int count, CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns what is bought in one order with the product, filled up with what is like it and with popular products; or
    /// null when the catalog has no such product.
    /// </summary>
    [Alias("GetBoughtTogether"), ResponseTimeout("00:00:03")]
    Task<FilledList?> GetBoughtTogether(ProductId product, int count, CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns what completes a basket of up to <see cref="FilledList.MaxBasket"/> products: what is bought in one order
    /// with them, none of them in it, filled up like <see cref="GetBoughtTogether"/>.
    /// </summary>
    [Alias("GetBasketCompanions"), ResponseTimeout("00:00:03")]
    Task<FilledList> GetBasketCompanions(
        ImmutableArray<ProductId> basket, int count, CancellationToken cancellationToken = default);

    /// <summary>Returns some customers with a middling history: for a demonstration, never for a shopper.</summary>
    [Alias("GetSampleCustomers"), ResponseTimeout("00:00:03")]
    Task<ImmutableArray<CustomerId>> GetSampleCustomers(int count, CancellationToken cancellationToken = default);
}
