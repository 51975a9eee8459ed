using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.Sequences;

namespace SmartRetail.UnitTests.Sequences;

public sealed class SequenceBuilderTests
{
    private static readonly SequencePreparation All = new() { MinItemInteractions = 1, MinCustomerInteractions = 1 };

    [Fact]
    public void Orders_by_time_and_keeps_the_order_of_arrival_within_one()
    {
        var data = Build(All, ("ann", "tea", 5), ("ann", "cup", 2), ("ann", "pot", 5), ("ann", "jug", 1));

        Assert.Equal(["jug", "cup", "tea", "pot"], Products(data, customer: 0));
        Assert.Equal([60_000, 120_000, 300_000, 300_000], data.TimesOf(0).ToArray());
    }

    [Fact]
    public void Collapses_repeats_in_a_row_and_keeps_later_ones()
    {
        var data = Build(All, ("ann", "tea", 1), ("ann", "tea", 2), ("ann", "cup", 3), ("ann", "tea", 4));

        Assert.Equal(["tea", "cup", "tea"], Products(data, customer: 0));
    }

    [Fact]
    public void Keeps_the_newest_of_a_long_history()
    {
        var data = Build(
            All with { MaxInteractions = 2 }, ("ann", "tea", 1), ("ann", "cup", 2), ("ann", "pot", 3));

        Assert.Equal(["cup", "pot"], Products(data, customer: 0));
        Assert.Equal(2, data.Vocabulary.Count);
    }

    [Fact]
    public void Leaves_out_rare_products_and_customers_with_too_little()
    {
        var data = Build(
            new(), ("ann", "tea", 1), ("ann", "rare", 2), ("ann", "cup", 3), ("bob", "tea", 1), ("eve", "cup", 1));

        Assert.Equal(1, data.Customers);
        Assert.Equal(["tea", "cup"], Products(data, customer: 0));
        Assert.Equal(2, data.Vocabulary.Count);
    }

    [Theory]
    [InlineData(InteractionKind.View, 1)]
    [InlineData(InteractionKind.AddToCart, 1)]
    [InlineData(InteractionKind.Purchase, 1)]
    [InlineData(InteractionKind.Return, 0)]
    [InlineData(InteractionKind.Dislike, 0)]
    [InlineData(InteractionKind.RemoveFromCart, 0)]
    [InlineData(InteractionKind.Search, 0)]
    public void Takes_what_draws_a_customer_to_a_product(InteractionKind kind, int expected)
    {
        var builder = new SequenceBuilder(All);

        builder.Add(Interaction("ann", "tea", 1) with { Kind = kind });

        Assert.Equal(expected, builder.Build().Interactions);
    }

    [Fact]
    public void Keeps_each_interactions_kind_beside_its_item()
    {
        var builder = new SequenceBuilder(All);
        builder.Add(Interaction("ann", "tea", 2) with { Kind = InteractionKind.Purchase });
        builder.Add(Interaction("ann", "cup", 1) with { Kind = InteractionKind.View });

        var sequence = builder.Build().SequenceOf(0);

        Assert.Equal([1, 4], sequence.Kinds.ToArray());
        Assert.Equal([60_000, 120_000], sequence.Times.ToArray());
    }

    private static SequenceDataset Build(
        SequencePreparation preparation, params (string Customer, string Product, int Minute)[] interactions)
    {
        var builder = new SequenceBuilder(preparation);
        foreach (var (customer, product, minute) in interactions)
        {
            builder.Add(Interaction(customer, product, minute));
        }

        return builder.Build();
    }

    private static Interaction Interaction(string customer, string product, int minute) => new()
    {
        Id = new($"{customer}-{product}-{minute}"),
        Customer = new(customer),
        Kind = InteractionKind.Purchase,
        Product = new(product),
        OccurredAt = DateTimeOffset.UnixEpoch.AddMinutes(minute),
    };

    private static string[] Products(SequenceDataset data, int customer) =>
        Array.ConvertAll(data.ItemsOf(customer).ToArray(), item => data.Vocabulary[item].Value);
}
