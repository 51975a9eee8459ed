using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;

namespace SmartRetail.Recommender.Catalog;

/// <summary>Changes of products that were looked up: either all can be made, or none is.</summary>
/// <param name="Products">The products as they are with the changes; empty when one is refused.</param>
/// <param name="Refused">Those that cannot be made.</param>
public sealed record CatalogPatch(IReadOnlyList<Product> Products, ImmutableArray<RefusedPatch> Refused)
{
    /// <summary>The version that holds the changes; null when one is refused.</summary>
    public CatalogChange? Change { get; init; }

    /// <param name="find">Returns the product as it is; null when the catalog has none of that id.</param>
    public static CatalogPatch Of(IEnumerable<ProductPatch> patches, Func<ProductId, Product?> find)
    {
        var products = new Dictionary<ProductId, Product>();
        var refused = ImmutableArray.CreateBuilder<RefusedPatch>();
        foreach (var patch in patches)
        {
            if ((products.GetValueOrDefault(patch.Product) ?? find(patch.Product)) is not { } product)
            {
                refused.Add(new(patch.Product, null));
                continue;
            }

            var patched = patch.ApplyTo(product);
            refused.AddRange(ProductRules.Check(patched).Select(error => new RefusedPatch(patch.Product, error)));
            products[patch.Product] = patched;
        }

        return refused.Count == 0 ? new([.. products.Values], []) : new([], refused.ToImmutable());
    }
}
