using SmartRetail.Contracts.Interactions;
using SmartRetail.Storage.Sealing;

namespace SmartRetail.UnitTests.Storage.Sealing;

public sealed class PersonalFieldsTests
{
    private static readonly Interaction Plain = new()
    {
        Id = new("e-1"),
        Customer = new("anna"),
        Kind = InteractionKind.Search,
        OccurredAt = DateTimeOffset.UnixEpoch,
        RecommendationId = new("r-1"),
        Position = 3,
    };

    public static TheoryData<Interaction> Interactions =>
    [
        Plain,
        Plain with { Product = new("teapot") },
        Plain with { Quantity = 0 },
        Plain with { Quantity = int.MinValue },
        Plain with { Price = 0 },
        Plain with { Price = decimal.MinValue, Rating = double.Epsilon },
        Plain with { Query = "", Session = "" },
        Plain with
        {
            Product = new("ü漢\0"), Quantity = 300, Price = 12.340m, Rating = 4.5, Query = new('t', 300), Session = "s-1",
        },
    ];

    [Theory]
    [MemberData(nameof(Interactions))]
    public void An_interaction_comes_back_with_every_field(Interaction interaction)
    {
        var fields = PersonalFields.Write(interaction);

        var read = PersonalFields.Read(PersonalFields.Without(interaction), fields);

        Assert.Equal(interaction, read);
        Assert.Equal(interaction.Price?.Scale, read.Price?.Scale);
    }

    [Fact]
    public void Nothing_of_the_fields_stays_beside_them_and_all_that_queries_need_does()
    {
        var full = Plain with
        {
            Product = new("teapot"),
            Quantity = 3,
            Price = 1,
            Rating = 5,
            Query = "tea",
            Session = "s-1",
        };

        Assert.Equal(Plain with { Quantity = 0 }, PersonalFields.Without(full));
    }

    [Fact]
    public void A_view_takes_three_bytes_beside_its_product() =>
        Assert.Equal(3 + "teapot".Length, PersonalFields.Write(Plain with { Product = new("teapot") }).Length);

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("[0.5]", null, "{}")]
    [InlineData(null, "[1]", null)]
    public void A_list_comes_back_with_every_field(string? propensities, string? explored, string? origin)
    {
        var list = new ListFields("""["teapot"]""", propensities, explored, origin);

        Assert.Equal(list, PersonalFields.ReadList(PersonalFields.Write(list)));
    }
}
