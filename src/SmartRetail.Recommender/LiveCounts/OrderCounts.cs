using SmartRetail.Contracts;
using SmartRetail.Recommender.CountModels;

namespace SmartRetail.Recommender.LiveCounts;

/// <summary>
/// What is bought in one order. Counted apart from what is looked at in one session, of which there is a hundred times as
/// much: views say what replaces a product, orders what completes it. With n(a) the orders that hold a and n(a, b) those
/// that hold both, the score is the shrunk cosine of <see cref="CoPurchaseModel"/>,
/// n(a, b) / (√(n(a) · n(b)) + shrinkage), and of a basket the sum over its products (Linden et al. 2003).
/// </summary>
internal sealed class OrderCounts(LiveCountOptions options)
{
    private readonly Dictionary<int, Row> _rows = [];

    /// <summary>Counts one more product of an order.</summary>
    /// <param name="companions">Those that the order has already.</param>
    public void Add(int item, IReadOnlyList<int> companions)
    {
        var row = Find(item);
        row.Orders++;
        foreach (var companion in companions)
        {
            row.Together.Add(companion, 1, options.RowLength);
            Find(companion).Together.Add(item, 1, options.RowLength);
        }
    }

    /// <summary>Adds what goes with one product of a basket to the basket's scores.</summary>
    public void AddScores(int item, IReadOnlyList<ProductId> products, Dictionary<ProductId, double> scores)
    {
        if (!_rows.TryGetValue(item, out var row))
        {
            return;
        }

        foreach (var (other, together) in row.Together.Counts)
        {
            var cosine = together / (Math.Sqrt((double)row.Orders * _rows[other].Orders) + options.OrderShrinkage);
            scores[products[other]] = scores.GetValueOrDefault(products[other]) + cosine;
        }
    }

    private Row Find(int item)
    {
        if (!_rows.TryGetValue(item, out var row))
        {
            _rows[item] = row = new();
        }

        return row;
    }

    private sealed class Row
    {
        public int Orders { get; set; }

        public CountRow Together { get; } = new();
    }
}
