using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.Client.Console.Rules;

/// <summary>A list as it is now beside what it would be.</summary>
public sealed record PreviewedList(
    ListPreview Now, ListPreview Then, IReadOnlyDictionary<ProductId, Product> Products)
{
    /// <summary>The products that would not be there any more.</summary>
    public ImmutableArray<PreviewedProduct> Gone =>
        [.. Now.Products.ExceptBy(Then.Products.Select(shown => shown.Product), shown => shown.Product)];

    /// <summary>Returns by how many places the product would rise; null when the list does not have it now.</summary>
    public int? RiseOf(PreviewedProduct shown) =>
        Now.Products.FirstOrDefault(before => before.Product == shown.Product) is { } before
            ? before.Position - shown.Position
            : null;
}
