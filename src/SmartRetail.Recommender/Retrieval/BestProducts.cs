using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.Recommender.Retrieval;

/// <summary>
/// The best of the products that were offered and pass a filter. Equal scores are in the order of the model's items, and
/// products that the model does not know come after those, by their ids.
/// </summary>
internal sealed class BestProducts(int count, ProductFilter filter)
{
    private readonly PriorityQueue<ProductId, Place> _best = new(count + 1);

    /// <summary>The score of the last one; below all scores while there are fewer than asked for.</summary>
    public double Threshold { get; private set; } = double.NegativeInfinity;

    /// <param name="item">The product's item, or <see cref="PopularItems.NoItem"/>. No product is offered twice.</param>
    public void Offer(ProductId product, int item, double score)
    {
        if (score < Threshold || filter.Find(product) is null)
        {
            return;
        }

        _best.Enqueue(product, new(score, item, product.Value));
        if (_best.Count > count)
        {
            _best.Dequeue();
        }

        if (_best.Count == count && _best.TryPeek(out _, out var last))
        {
            Threshold = last.Score;
        }
    }

    /// <summary>Returns them, best first, and has none afterwards.</summary>
    public List<ScoredProduct> Take()
    {
        var ranked = new List<ScoredProduct>(_best.Count);
        while (_best.TryDequeue(out var product, out var place))
        {
            ranked.Add(new(product, place.Score));
        }

        ranked.Reverse();
        return ranked;
    }

    /// <summary>Where a product comes in a ranking; the last is the least.</summary>
    private readonly record struct Place(double Score, int Item, string Id) : IComparable<Place>
    {
        // Of no item: after all items.
        private uint Order => (uint)Item;

        public int CompareTo(Place other)
        {
            var order = Score.CompareTo(other.Score);
            order = order == 0 ? other.Order.CompareTo(Order) : order;
            return order == 0 ? string.CompareOrdinal(other.Id, Id) : order;
        }
    }
}
