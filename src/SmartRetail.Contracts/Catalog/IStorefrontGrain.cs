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

    /// <summary>Returns some customers with a middling history: for a demonstration, never for a shopper.</summary>
    [Alias("GetSampleCustomers"), ResponseTimeout("00:00:03")]
    Task<ImmutableArray<CustomerId>> GetSampleCustomers(int count, CancellationToken cancellationToken = default);
}
