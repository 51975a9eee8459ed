using SmartRetail.Contracts;

namespace SmartRetail.UnitTests.Contracts;

public sealed class IdentifierTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("a/b c")]
    [InlineData("日本")]
    [InlineData("\U0001F600")]
    public void Takes_any_text_without_control_characters(string value) => Assert.Null(Identifier.Check("id", value));

    [Theory]
    [InlineData(null, "is required")]
    [InlineData("", "is required")]
    [InlineData("a\tb", "holds a control character")]
    public void Says_what_is_wrong(string? value, string reason) =>
        Assert.Equal(new FieldError("id", reason), Identifier.Check("id", value));

    // As numbers: half a pair does not survive in an attribute, which is stored as UTF-8.
    [Theory]
    [InlineData('a', 0xD83D)]
    [InlineData(0xDE00, 'a')]
    public void Refuses_half_of_a_surrogate_pair(int first, int second) => Assert.Equal(
        new FieldError("id", "holds half of a surrogate pair"),
        Identifier.Check("id", new string([(char)first, (char)second])));

    [Fact]
    public void Names_the_bound_of_the_length()
    {
        var error = Identifier.Check("id", new string('x', Identifier.MaxLength + 1));

        Assert.Equal("has 129 characters; at most 128 are allowed", error!.Reason);
    }

    [Fact]
    public void A_customers_key_reads_back_whatever_the_id_holds()
    {
        var key = RetailGrains.CustomerKey(new("shop-1"), new("a/b"));

        Assert.Equal((new StoreId("shop-1"), new CustomerId("a/b")), RetailGrains.ReadCustomerKey(key));
    }

    [Theory]
    [InlineData("anon-1", true)]
    [InlineData("ANON-1", false)]
    [InlineData("c-anon-1", false)]
    public void A_customer_is_anonymous_whose_id_begins_with_the_mark(string id, bool isAnonymous) =>
        Assert.Equal(isAnonymous, new CustomerId(id).IsAnonymous);
}
