using SmartRetail.Contracts.Catalog;
using SmartRetail.Recommender.Content;

namespace SmartRetail.UnitTests.Content;

public sealed class ContentEncoderTests
{
    private static readonly Product Lamp = new()
    {
        Id = new("lamp"),
        Title = "Red desk lamp",
        Category = "Home > Light",
        Brand = "Lux",
        Price = 20,
    };

    [Fact]
    public void Each_field_shares_a_weight_of_one_among_its_values()
    {
        var weights = ContentEncoder.Encode(Lamp).Select(feature => feature.Weight);

        // Two segments of the category, the brand, the price, three words.
        Assert.Equal([0.5f, 0.5f, 1, 1, 1f / 3, 1f / 3, 1f / 3], weights);
    }

    [Fact]
    public void Products_of_sibling_categories_share_what_is_above_them()
    {
        var sofa = ContentEncoder.Encode(Lamp with { Category = "Home > Seats" });

        var lamp = ContentEncoder.Encode(Lamp);
        Assert.Equal(lamp[0], sofa[0]);
        Assert.NotEqual(lamp[1], sofa[1]);
    }

    [Theory]
    [InlineData(21, true)]
    [InlineData(40, false)]
    public void Prices_share_a_bucket_when_they_are_near(int price, bool isShared)
    {
        var other = ContentEncoder.Encode(Lamp with { Price = price });

        Assert.Equal(isShared, ContentEncoder.Encode(Lamp)[3] == other[3]);
    }

    [Fact]
    public void Words_are_the_same_whatever_their_case_and_what_stands_between_them()
    {
        var other = ContentEncoder.Encode(Lamp with { Title = "RED, desk-LAMP!" });

        Assert.Equal(ContentEncoder.Encode(Lamp), other);
    }

    [Fact]
    public void A_word_is_not_a_brand()
    {
        var brand = ContentEncoder.Encode(Lamp with { Title = "", Category = "", Price = 0, Brand = "red" });
        var word = ContentEncoder.Encode(Lamp with { Title = "red", Category = "", Price = 0, Brand = null });

        Assert.NotEqual(Assert.Single(brand).Bucket, Assert.Single(word).Bucket);
    }
}
