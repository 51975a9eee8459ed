using SmartRetail.Contracts;

namespace SmartRetail.Recommender.Sequences;

/// <summary>Numbers products in order of first appearance, after those that are known already.</summary>
internal sealed class ItemNumbering
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<ProductId> _products = [];

    public ItemNumbering(ItemVocabulary? known = null)
    {
        foreach (var product in known?.Products ?? [])
        {
            NumberOf(product.Value);
        }
    }

    public int Count => _products.Count;

    public int NumberOf(string product)
    {
        if (!_numbers.TryGetValue(product, out var number))
        {
            number = _products.Count;
            _numbers.Add(product, number);
            _products.Add(new(product));
        }

        return number;
    }

    public ItemVocabulary ToVocabulary() => new(_products);
}
