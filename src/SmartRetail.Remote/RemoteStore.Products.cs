namespace SmartRetail.Remote;

public sealed partial class RemoteStore
{
    /// <summary>Returns the product, or null when the catalog has none of that id.</summary>
    public async Task<Product?> GetProductAsync(string product, CancellationToken cancellationToken = default)
    {
        try
        {
            return await GetAsync<Product>(Query.Path("products", product), cancellationToken);
        }
        catch (ProblemException problem) when (problem.Kind == "unknown-product")
        {
            return null;
        }
    }

    /// <summary>Returns up to 200 products that the catalog has, in the order of the ids.</summary>
    public Task<ProductPage> GetProductsAsync(IEnumerable<string> products, CancellationToken cancellationToken = default) =>
        GetAsync<ProductPage>(Query.With("products", ("id", products), ("includeUnavailable", true)), cancellationToken);

    /// <summary>Returns a page of the products whose titles have all the words, most popular first.</summary>
    public Task<ProductPage> SearchProductsAsync(
        string? words = null,
        string? category = null,
        int offset = 0,
        int count = 24,
        CancellationToken cancellationToken = default) =>
        GetAsync<ProductPage>(
            Query.With("products", ("search", words), ("category", category), ("offset", offset), ("count", count)), cancellationToken);

    /// <summary>Adds or replaces up to 1,000 products, all or none; returns when every silo holds them.</summary>
    public Task<CatalogChange> PutProductsAsync(IEnumerable<Product> products, CancellationToken cancellationToken = default) =>
        PutAsync<CatalogChange>("products", new { products = products.ToList() }, cancellationToken);

    /// <summary>Removes a product; one that is not there is refused as unknown-product.</summary>
    public Task<CatalogChange> RemoveProductAsync(string product, CancellationToken cancellationToken = default) =>
        DeleteAsync<CatalogChange>(Query.Path("products", product), cancellationToken);
}
