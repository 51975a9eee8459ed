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

    /// <summary>
    /// Changes a product, in one step with reading it; returns when every silo holds the change. A product that is not there is
    /// refused as unknown-product.
    /// </summary>
    public Task<CatalogChange> ChangeProductAsync(ProductChange change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        return PatchAsync<CatalogChange>(Query.Path("products", change.Id), change.ToPatch(), cancellationToken);
    }

    /// <summary>Changes up to 1,000 products, all or none: one that is not there is refused, and with it all.</summary>
    public Task<CatalogChange> ChangeProductsAsync(
        IEnumerable<ProductChange> changes, CancellationToken cancellationToken = default) =>
        PatchAsync<CatalogChange>("products", new { products = changes.Select(change => change.ToPatch()).ToList() }, cancellationToken);

    /// <summary>Removes a product; one that is not there is refused as unknown-product.</summary>
    public Task<CatalogChange> RemoveProductAsync(string product, CancellationToken cancellationToken = default) =>
        DeleteAsync<CatalogChange>(Query.Path("products", product), cancellationToken);

    /// <summary>Removes up to 1,000 products in one step; those that are not there are passed over, and not counted.</summary>
    public Task<CatalogChange> RemoveProductsAsync(IEnumerable<string> products, CancellationToken cancellationToken = default) =>
        DeleteAsync<CatalogChange>("products", cancellationToken, new { products = products.ToList() });
}
