using System.Globalization;
using SmartRetail.LoadTests.Calls;
using SmartRetail.LoadTests.Shoppers;

namespace SmartRetail.LoadTests.Growth;

/// <summary>
/// A store that is made up to a size, as files of an import: products of forty categories, and customers who act as the fitted
/// shoppers do, so that its log has their popular products, their baskets and their pauses. Customers of a larger one do what those
/// of a smaller one did.
/// </summary>
/// <param name="interactions">Of each customer.</param>
/// <param name="end">When the last of them come; the first came sixty days before.</param>
internal sealed class GrowthStore(ShopperModel model, int customers, int products, int interactions, int seed, DateTimeOffset end)
{
    private const int Categories = 40;
    private const int Brands = 100;
    private const int Prices = 50;

    private static readonly TimeSpan Span = TimeSpan.FromDays(60);
    private static readonly TimeSpan BetweenVisits = TimeSpan.FromHours(3);

    // Between looks, at least and on average beyond that: as people take them, who are not all alike.
    private const double ShortestSeconds = 3;
    private const double MeanSeconds = 30;

    private readonly ShopperModel _model = model;
    private readonly Shelf _shelf = new([.. Enumerable.Range(0, products).Select(ProductOf)], model.PopularityExponent);

    public int Customers => customers;

    public int Products => _shelf.Count;

    public long Interactions => (long)customers * interactions;

    public static string CustomerOf(int number) => $"c-{number}";

    /// <summary>Returns a product by how much all want it.</summary>
    public string Want(Random chance) => _shelf[_shelf.Next(chance)].Id;

    /// <summary>Returns so many customers from all over the log, fewer where there are not as many.</summary>
    public IReadOnlyList<string> Spread(int count)
    {
        var some = Math.Min(count, customers);
        return [.. Enumerable.Range(0, some).Select(at => CustomerOf((int)((long)at * customers / some)))];
    }

    /// <summary>The products as a file of an import, line by line.</summary>
    public IEnumerable<string> WriteProducts()
    {
        yield return "id,title,category,brand,price";
        for (var number = 0; number < Products; number++)
        {
            var product = _shelf[number];
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{product.Id},{product.Title},{product.Category},brand-{number % Brands},{product.Price}");
        }
    }

    /// <summary>The interactions as a file of an import, line by line, one customer after another.</summary>
    public IEnumerable<string> WriteInteractions()
    {
        yield return "id,customer,kind,product,occurredAt,price";
        var chance = new Random(seed);
        for (var customer = 0; customer < customers; customer++)
        {
            var at = end - Span + (Span * ((double)customer / customers));
            foreach (var (act, isFirstOfVisit) in Acts(chance))
            {
                at += isFirstOfVisit
                    ? BetweenVisits * (1 + chance.NextDouble())
                    : TimeSpan.FromSeconds(ShortestSeconds - (MeanSeconds * Math.Log(1 - chance.NextDouble())));
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{act.Number},{CustomerOf(customer)},{act.Kind},{act.Product},{at:O},{_shelf[_shelf.Find(act.Product!)!.Value].Price}");
            }
        }
    }

    private static StoreProduct ProductOf(int number) =>
        new($"p{number}", $"Product number {number}", $"category-{number % Categories}", 1 + (number % Prices));

    // One visit after another until there are as many as of every customer; what is read in between leaves no trace.
    private IEnumerable<(Act Act, bool IsFirstOfVisit)> Acts(Random chance)
    {
        var (sent, bought) = (0, (int?)null);
        while (sent < interactions)
        {
            var visit = new Visit(_model, _shelf, chance, VisitKind.Known, sent, bought);
            var isFirst = true;
            while (sent < interactions && visit.Next() is { } intent)
            {
                foreach (var act in (intent.Acts ?? []).Take(interactions - sent))
                {
                    (sent, var first, isFirst) = (act.Number, isFirst, false);
                    yield return (act, first);
                }
            }

            bought = visit.Bought;
        }
    }
}
