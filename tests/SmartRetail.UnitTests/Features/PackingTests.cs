using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Features;

namespace SmartRetail.UnitTests.Features;

/// <summary>What is packed comes back as it was, whatever a customer has done, and goes on as if it had never been packed.</summary>
public sealed class PackingTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 3, 10, 0, 0, TimeSpan.Zero);

    private readonly FeatureOptions _options = new() { HistoryLength = 30 };
    private readonly ServiceProvider _services = new ServiceCollection().AddSerializer().BuildServiceProvider();

    private Serializer<CustomerFeatures> Serializer => _services.GetRequiredService<Serializer<CustomerFeatures>>();

    public void Dispose() => _services.Dispose();

    [Fact]
    public void Comes_back_the_same_after_every_interaction()
    {
        for (var seed = 1; seed <= 40; seed++)
        {
            var random = new Random(seed);
            var (plain, packed) = (CustomerFeatures.BeginAt(seed % 3), CustomerFeatures.BeginAt(seed % 3).Pack());
            for (var at = 0; at < 80; at++)
            {
                var (interaction, product) = Next(random, at);
                plain.Apply(interaction, product, _options);
                var unpacked = CustomerFeatures.Unpack(packed);
                unpacked.Apply(interaction, product, _options);
                packed = unpacked.Pack();

                // The serializer writes every field, also such as nobody asks for.
                Assert.Equal(
                    Serializer.SerializeToArray(plain), Serializer.SerializeToArray(CustomerFeatures.Unpack(plain.Pack())));
                Assert.Equal(Describe(plain), Describe(CustomerFeatures.Unpack(packed)));
            }
        }
    }

    [Theory]
    [InlineData("0")]
    [InlineData("2.50")]
    [InlineData("-0.0")]
    [InlineData("79228162514264337593543950335")]
    [InlineData("-7.9228162514264337593543950335")]
    [InlineData("0.0000000000000000000000000001")]
    public void Keeps_a_price_to_its_last_place(string price)
    {
        var number = decimal.Parse(price, System.Globalization.CultureInfo.InvariantCulture);
        var features = new CustomerFeatures();
        features.Apply(Of(InteractionKind.View, "p") with { Price = number }, null, _options);

        var kept = Assert.Single(CustomerFeatures.Unpack(features.Pack()).History).Price;

        Assert.Equal(decimal.GetBits(number), decimal.GetBits(kept!.Value));
    }

    [Fact]
    public void Keeps_the_first_and_the_last_time_there_is_and_how_far_they_are_from_utc()
    {
        DateTimeOffset[] times =
            [DateTimeOffset.MaxValue, DateTimeOffset.MinValue, new(2026, 3, 3, 10, 0, 0, TimeSpan.FromMinutes(-570)), DateTimeOffset.MaxValue];
        var features = new CustomerFeatures();
        foreach (var time in times)
        {
            features.Apply(Of(InteractionKind.Search, null) with { OccurredAt = time, Query = "tea" }, null, _options);
        }

        Assert.Equal(times, CustomerFeatures.Unpack(features.Pack()).History.Select(step => step.OccurredAt));
        Assert.Equal(
            times.Select(time => time.Offset),
            CustomerFeatures.Unpack(features.Pack()).History.Select(step => step.OccurredAt.Offset));
    }

    [Fact]
    public void Keeps_what_a_ranking_reads()
    {
        var random = new Random(7);
        var features = new CustomerFeatures();
        for (var at = 0; at < 80; at++)
        {
            var (interaction, product) = Next(random, at);
            features.Apply(interaction, product, _options);
        }

        var input = features.ToRankingInput(20);
        var unpacked = RankingInput.Unpack(input.Pack());

        Assert.Equal(input.Version, unpacked.Version);
        Assert.Equal(input.History.ToArray(), unpacked.History.ToArray());
        Assert.NotEmpty(input.Bought);
        Assert.Equal(input.Bought, unpacked.Bought);
        Assert.Equal(input.Disliked.ToArray(), unpacked.Disliked.ToArray());
        Assert.Equal(input.Basket.ToArray(), unpacked.Basket.ToArray());
    }

    [Fact]
    public void Refers_to_the_texts_that_it_was_given()
    {
        var id = new string("p1".AsSpan());
        var features = new CustomerFeatures();
        features.Apply(Of(InteractionKind.Purchase, id), null, _options);

        var unpacked = CustomerFeatures.Unpack(features.Pack());

        Assert.Same(id, unpacked.History.Single().Product!.Value.Value);
        Assert.Same(id, unpacked.Purchases.Single().Key.Value);
    }

    // Sets have no order: what was taken out and put in again has another place than in one that was packed meanwhile.
    private string Describe(CustomerFeatures features) => JsonSerializer.Serialize(new
    {
        Profile = features.ToProfile(new("c"), Start, _options),
        Purchases = features.Purchases.Select(pair => (pair.Key.Value, pair.Value)).Select(pair => pair.ToString()).Order(StringComparer.Ordinal),
        Disliked = features.Disliked.Select(product => product.Value).Order(StringComparer.Ordinal),
        Basket = features.Basket.Select(product => product.Value).Order(StringComparer.Ordinal),
    });

    private static (Interaction Interaction, Product? Product) Next(Random random, int at)
    {
        var kinds = Enum.GetValues<InteractionKind>();
        var kind = kinds[random.Next(kinds.Length)];
        var number = random.Next(12);
        var interaction = Of(kind, kind == InteractionKind.Search ? null : One($"p{number}")) with
        {
            OccurredAt = Start.AddSeconds((at * 40_000) - random.Next(100_000)).ToOffset(TimeSpan.FromHours(random.Next(3))),
            Quantity = random.Next(4) == 0 ? random.Next(1, 1_000) : 1,
            Price = random.Next(3) == 0 ? null : random.Next(1, 100_000) / 100m,
            Query = kind == InteractionKind.Search ? One($"words {number}") : null,
        };
        var product = interaction.Product is { } id && random.Next(4) > 0
            ? new Product { Id = id, Title = id.Value, Category = One($"c{number % 5}"), Brand = number % 2 == 0 ? null : One($"b{number}"), Price = 1 }
            : null;
        return (interaction, product);
    }

    // The serializer tells two texts that are the same object from two that are equal.
    private static string One(string text) => string.Intern(text);

    private static Interaction Of(InteractionKind kind, string? product) => new()
    {
        Id = new("i"),
        Customer = new("c"),
        Kind = kind,
        Product = product is null ? null : new(product),
        OccurredAt = Start,
    };
}
