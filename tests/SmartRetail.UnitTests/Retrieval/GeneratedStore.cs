using Microsoft.Extensions.Time.Testing;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Catalog;
using SmartRetail.Recommender.LiveCounts;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.UnitTests.Retrieval;

/// <summary>
/// A store drawn from a seed: some products that its model does not know, some sold out, and counts of customers who look at
/// what is near by number. Scores are of few values, so that many are equal. Of every second store the popular list is older than
/// its counts.
/// </summary>
internal sealed class GeneratedStore : IDisposable
{
    public const int Products = 700;
    private static readonly DateTimeOffset Start = new(2026, 3, 3, 10, 0, 0, TimeSpan.Zero);

    private readonly Random _random;

    public GeneratedStore(int seed)
    {
        _random = new(seed);
        Counts = new(new(), new FakeTimeProvider(Start));
        Catalog.Load(new(1, [.. Enumerable.Range(0, Products).Select(Product)]));
        View = new(Catalog, Counts, new CoarseModel(Products * 9 / 10, seed));
        for (var customer = 0; customer < 40; customer++)
        {
            if (customer == 20 && seed % 2 == 0)
            {
                Counts.Popular();
            }

            Look($"customer {customer}", Visit());
        }
    }

    public CatalogReplica Catalog { get; } = new();

    public StoreCounts Counts { get; }

    public StoreView View { get; }

    public StoreView WithoutModel => new(Catalog, Counts, null);

    public static ProductId Id(int number) => new($"p{number}");

    public Product Product(int number) => new()
    {
        Id = Id(number),
        Title = $"Product {number}",
        Category = $"category {_random.Next(20)}",
        Brand = _random.Next(3) == 0 ? null : $"brand {_random.Next(10)}",
        Price = _random.Next(100) / 10m,
        Available = _random.Next(10) > 0,
    };

    /// <summary>A history of some products, or of none.</summary>
    public IReadOnlyList<ProductStep> DrawHistory() =>
    [
        .. Enumerable.Range(0, _random.Next(4)).Select(_ => new ProductStep(Id(_random.Next(Products)), InteractionKind.View)),
    ];

    /// <summary>A filter of any width.</summary>
    public ProductFilter DrawFilter() => new(Catalog)
    {
        Category = _random.Next(3) == 0 ? $"category {_random.Next(21)}" : null,
        Brand = _random.Next(4) == 0 ? $"brand {_random.Next(10)}" : null,
        MinPrice = _random.Next(4) == 0 ? _random.Next(100) / 10m : null,
        MaxPrice = _random.Next(4) == 0 ? _random.Next(100) / 10m : null,
        Exclude = Enumerable.Range(0, _random.Next(60)).Select(_ => Id(_random.Next(Products))).ToHashSet(),
    };

    public void Dispose() => Counts.Dispose();

    /// <summary>Lets a customer look at some products, one after the other.</summary>
    public void Look(string customer, IEnumerable<ProductId> products) => Counts.Apply(
    [
        .. products.Select((product, step) => new LoggedStep(Counts.Position + step + 1, new()
        {
            Id = new($"{customer}-{step}"),
            Customer = new(customer),
            Kind = InteractionKind.View,
            Product = product,
            OccurredAt = Start,
        })),
    ]);

    private IEnumerable<ProductId> Visit()
    {
        var near = _random.Next(Products);
        for (var step = 0; step < 5; step++)
        {
            yield return Id((near + _random.Next(20)) % Products);
        }
    }
}
