using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Recommender.Sequences;

namespace SmartRetail.Recommender.Content;

/// <summary>The content features of each item of a vocabulary; none for a product that the catalog does not have.</summary>
public sealed class ProductContent
{
    private readonly int[] _offsets;
    private readonly ContentFeature[] _features;

    private readonly string?[] _categories;

    private ProductContent(int[] offsets, ContentFeature[] features, string?[] categories) =>
        (_offsets, _features, _categories) = (offsets, features, categories);

    /// <summary>Items of the vocabulary.</summary>
    public int Items => _offsets.Length - 1;

    public static ProductContent Create(ItemVocabulary vocabulary, IEnumerable<Product> catalog)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentNullException.ThrowIfNull(catalog);
        var products = new Dictionary<ProductId, Product>();
        foreach (var product in catalog)
        {
            products[product.Id] = product;
        }

        var offsets = new int[vocabulary.Count + 1];
        var features = new List<ContentFeature>();
        var categories = new string?[vocabulary.Count];
        for (var item = 0; item < vocabulary.Count; item++)
        {
            if (products.TryGetValue(vocabulary[item], out var product))
            {
                features.AddRange(ContentEncoder.Encode(product));
                categories[item] = product.Category.Length > 0 ? product.Category : null;
            }

            offsets[item + 1] = features.Count;
        }

        return new(offsets, [.. features], categories);
    }

    /// <summary>The item's category; null where there is none.</summary>
    public string? CategoryOf(int item) => _categories[item];

    public ReadOnlySpan<ContentFeature> Of(int item) =>
        _features.AsSpan(_offsets[item], _offsets[item + 1] - _offsets[item]);
}
