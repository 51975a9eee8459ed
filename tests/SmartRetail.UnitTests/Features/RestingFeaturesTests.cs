using System.Text.Json;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Features;

namespace SmartRetail.UnitTests.Features;

/// <summary>Whenever they are read or packed, features at rest are those that took in every interaction as it came.</summary>
public sealed class RestingFeaturesTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 3, 10, 0, 0, TimeSpan.Zero);

    private readonly FeatureOptions _options = new() { HistoryLength = 30 };

    [Fact]
    public void Are_the_same_as_if_each_interaction_had_been_taken_in_at_once()
    {
        for (var seed = 1; seed <= 40; seed++)
        {
            var random = new Random(seed);
            var plain = CustomerFeatures.BeginAt(seed % 3);
            var resting = new RestingFeatures(CustomerFeatures.BeginAt(seed % 3), _options);
            for (var at = 0; at < 120; at++)
            {
                Step(random, at, plain, resting);
                Assert.Equal(plain.Version, resting.Version);
                if (random.Next(4) == 0)
                {
                    resting.Rest();
                }

                if (random.Next(10) == 0)
                {
                    Assert.Equal(Describe(plain), Describe(resting.Read()));
                }
            }

            resting.Rest();
            Assert.Equal(Describe(plain), Describe(resting.Read()));
            Assert.Equal(Describe(plain), Describe(resting.Read()));
        }
    }

    [Fact]
    public void Know_a_product_as_the_catalog_knew_it_when_the_interaction_came()
    {
        var resting = new RestingFeatures(new(), _options);
        resting.Rest();

        resting.Apply(Of(InteractionKind.View, "p"), new() { Id = new("p"), Title = "p", Category = "tea", Price = 3 });

        var affinity = Assert.Single(resting.Read().ToProfile(new("c"), Start, _options).CategoryAffinities);
        Assert.Equal("tea", affinity.Name);
    }

    private void Step(Random random, int at, CustomerFeatures plain, RestingFeatures resting)
    {
        if (random.Next(8) == 0)
        {
            plain.Skip();
            resting.Skip();
            return;
        }

        var number = random.Next(12);
        var interaction = Of((InteractionKind)random.Next(1, 10), $"p{number}") with
        {
            OccurredAt = Start.AddMinutes((at * 20) - random.Next(90)),
            Quantity = random.Next(1, 4),
            Price = random.Next(3) == 0 ? random.Next(1, 90) / 4m : null,
            Rating = random.Next(1, 6),
            Session = "s",
        };
        var product = random.Next(4) == 0
            ? null
            : new Product { Id = new($"p{number}"), Title = "p", Category = $"c{number % 3}", Brand = $"b{number % 2}", Price = 2 };
        plain.Apply(interaction, product, _options);
        resting.Apply(interaction, product);
    }

    // Sets have no order: what was taken out and put in again has another place than in one that was packed meanwhile.
    private string Describe(CustomerFeatures features) => JsonSerializer.Serialize(new
    {
        Profile = features.ToProfile(new("c"), Start, _options),
        Purchases = features.Purchases.Select(pair => pair.ToString()).Order(StringComparer.Ordinal),
        Basket = features.Basket.Select(product => product.Value).Order(StringComparer.Ordinal),
    });

    private static Interaction Of(InteractionKind kind, string product) => new()
    {
        Id = new("i"),
        Customer = new("c"),
        Kind = kind,
        Product = new(product),
        OccurredAt = Start,
    };
}
