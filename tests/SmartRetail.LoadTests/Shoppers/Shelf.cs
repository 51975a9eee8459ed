using SmartRetail.LoadTests.Calls;

namespace SmartRetail.LoadTests.Shoppers;

/// <summary>What can be bought, and how likely each is wanted: by Zipf's law over all, and within each category.</summary>
internal sealed class Shelf
{
    private readonly IReadOnlyList<StoreProduct> _products;
    private readonly Dictionary<string, int> _numbers;
    private readonly double[] _cumulated;
    private readonly Dictionary<string, (int[] Products, double[] Cumulated)> _categories;

    /// <param name="products">Most popular first.</param>
    public Shelf(IReadOnlyList<StoreProduct> products, double exponent)
    {
        _products = products;
        _numbers = products.Select((product, number) => (product.Id, number)).ToDictionary(each => each.Id, each => each.number, StringComparer.Ordinal);
        _cumulated = Cumulate(Enumerable.Range(0, products.Count), exponent);
        _categories = products.Select((product, number) => (product.Category, number))
            .GroupBy(each => each.Category, each => each.number, StringComparer.Ordinal)
            .ToDictionary(
                category => category.Key,
                category => (category.ToArray(), Cumulate(category, exponent)),
                StringComparer.Ordinal);
    }

    public int Count => _products.Count;

    public StoreProduct this[int number] => _products[number];

    /// <summary>Returns a product's number by popularity, from 0; null for one that was not on sale when the run began.</summary>
    public int? Find(string product) => _numbers.TryGetValue(product, out var number) ? number : null;

    public int Next(Random chance) => Draw(_cumulated, chance);

    public int NextOf(string category, Random chance)
    {
        var (products, cumulated) = _categories[category];
        return products[Draw(cumulated, chance)];
    }

    private static double[] Cumulate(IEnumerable<int> numbers, double exponent)
    {
        var sum = 0.0;
        return [.. numbers.Select(number => sum += Math.Pow(number + 1, -exponent))];
    }

    private static int Draw(double[] cumulated, Random chance)
    {
        var at = Array.BinarySearch(cumulated, chance.NextDouble() * cumulated[^1]);
        return Math.Min(at < 0 ? ~at : at + 1, cumulated.Length - 1);
    }
}
