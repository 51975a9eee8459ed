using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;

namespace SmartRetail.Recommender.Content;

/// <summary>
/// Finds the products that are most alike by what they are: the cosine of their hashed content (<see cref="ContentEncoder"/>),
/// where a feature weighs more the fewer products have it.
/// </summary>
public sealed class ContentNeighbors
{
    private readonly List<ProductId> _products = [];
    private readonly List<float> _lengths = [];
    private readonly Dictionary<int, List<(int Item, float Weight)>> _byFeature = [];

    private ContentNeighbors()
    {
    }

    public static ContentNeighbors Of(IEnumerable<Product> products)
    {
        var neighbors = new ContentNeighbors();
        foreach (var product in products)
        {
            foreach (var feature in ContentEncoder.Encode(product))
            {
                if (!neighbors._byFeature.TryGetValue(feature.Bucket, out var items))
                {
                    neighbors._byFeature[feature.Bucket] = items = [];
                }

                items.Add((neighbors._products.Count, feature.Weight));
            }

            neighbors._products.Add(product.Id);
        }

        neighbors.Measure();
        return neighbors;
    }

    /// <summary>Returns up to <paramref name="count"/> products like the given one, most alike first, with their cosines.</summary>
    public IReadOnlyList<(ProductId Product, double Likeness)> Find(Product product, int count)
    {
        var products = new Dictionary<int, double>();
        var length = 0.0;
        foreach (var feature in ContentEncoder.Encode(product))
        {
            var rarity = RarityOf(feature.Bucket);
            length += Math.Pow(feature.Weight * rarity, 2);
            foreach (var (item, weight) in _byFeature.GetValueOrDefault(feature.Bucket, []))
            {
                products[item] = products.GetValueOrDefault(item) + (feature.Weight * weight * rarity * rarity);
            }
        }

        return
        [
            .. products.Where(pair => _products[pair.Key] != product.Id)
                .Select(pair => (
                    Product: _products[pair.Key], Likeness: pair.Value / (Math.Sqrt(length) * _lengths[pair.Key])))
                .OrderByDescending(pair => pair.Likeness)
                .ThenBy(pair => pair.Product.Value, StringComparer.Ordinal)
                .Take(count),
        ];
    }

    private void Measure()
    {
        var squares = new double[_products.Count];
        foreach (var (bucket, items) in _byFeature)
        {
            var rarity = RarityOf(bucket);
            foreach (var (item, weight) in items)
            {
                squares[item] += Math.Pow(weight * rarity, 2);
            }
        }

        _lengths.AddRange(squares.Select(square => (float)Math.Sqrt(square)));
    }

    // Inverse document frequency (Spärck Jones 1972), above 0 for what all have.
    private double RarityOf(int bucket) =>
        Math.Log(1 + ((double)_products.Count / (1 + (_byFeature.GetValueOrDefault(bucket)?.Count ?? 0))));
}
