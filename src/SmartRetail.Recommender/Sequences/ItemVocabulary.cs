using SmartRetail.Contracts;

namespace SmartRetail.Recommender.Sequences;

/// <summary>The products of one model in a fixed order: item i is the i-th product.</summary>
public sealed class ItemVocabulary
{
    private readonly ProductId[] _products;
    private readonly Dictionary<ProductId, int> _items;

    /// <exception cref="ArgumentException">A product occurs twice.</exception>
    public ItemVocabulary(IEnumerable<ProductId> products)
    {
        _products = [.. products];
        _items = new(_products.Length);
        for (var item = 0; item < _products.Length; item++)
        {
            if (!_items.TryAdd(_products[item], item))
            {
                throw new ArgumentException($"product '{_products[item]}' occurs twice", nameof(products));
            }
        }
    }

    public int Count => _products.Length;

    public IReadOnlyList<ProductId> Products => _products;

    public ProductId this[int item] => _products[item];

    public bool TryGetItem(ProductId product, out int item) => _items.TryGetValue(product, out item);
}
