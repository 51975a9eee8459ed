using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.Recommender.Retrieval;

/// <summary>A store's popular products as a model's items, so that rankings look none of them up by name.</summary>
internal sealed class PopularItems
{
    /// <summary>The item of a product that the model does not know.</summary>
    public const int NoItem = -1;

    private readonly double[] _byItem;
    private readonly Dictionary<ProductId, double> _others = [];

    public PopularItems(ImmutableArray<ScoredProduct> products, ISequenceModel? model)
    {
        Products = products;
        Items = new int[products.Length];
        _byItem = new double[model?.Items ?? 0];
        for (var at = 0; at < products.Length; at++)
        {
            Items[at] = model?.FindItem(products[at].Product) ?? NoItem;
            if (Items[at] == NoItem)
            {
                _others[products[at].Product] = products[at].Score;
            }
            else
            {
                _byItem[Items[at]] = products[at].Score;
            }
        }
    }

    /// <summary>The most popular first.</summary>
    public ImmutableArray<ScoredProduct> Products { get; }

    /// <summary>The item of each of the products.</summary>
    public int[] Items { get; }

    public double Of(int item) => _byItem[item];

    /// <param name="product">One that the model does not know.</param>
    public double OfOther(ProductId product) => _others.GetValueOrDefault(product);
}
