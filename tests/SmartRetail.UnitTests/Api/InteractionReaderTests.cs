using System.Collections.Immutable;
using System.Text;
using SmartRetail.Client.Interactions;
using SmartRetail.Client.Problems;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;

namespace SmartRetail.UnitTests.Api;

/// <summary>Bodies of the interactions resource, without a server.</summary>
public sealed class InteractionReaderTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Reads_a_single_interaction_with_every_field()
    {
        var read = Read(
            """
            { "id": "e-1", "customer": "c-17", "kind": "Rate", "product": "85123A",
              "occurredAt": "2026-01-31T10:30:00+01:00", "quantity": 2, "price": 2.55, "rating": 4, "session": "s",
              "recommendationId": "r", "position": 3 }
            """);

        var expected = new Interaction
        {
            Id = new("e-1"),
            Customer = new("c-17"),
            Kind = InteractionKind.Rate,
            Product = new ProductId("85123A"),
            OccurredAt = new(2026, 1, 31, 9, 30, 0, TimeSpan.Zero),
            Quantity = 2,
            Price = 2.55m,
            Rating = 4,
            Session = "s",
            RecommendationId = new RecommendationId("r"),
            Position = 3,
        };
        Assert.Equal(expected, Assert.Single(read));
        Assert.Equal(TimeSpan.Zero, read[0].OccurredAt.Offset);
    }

    [Fact]
    public void Fills_in_what_a_frontend_may_leave_out()
    {
        var read = Read("""{ "interactions": [ { "customer": "c", "kind": "Search", "query": "tea" } ] }""");

        Assert.StartsWith("srv-", read[0].Id.Value, StringComparison.Ordinal);
        Assert.Equal(Now, read[0].OccurredAt);
        Assert.Equal(1, read[0].Quantity);
    }

    [Theory]
    [InlineData("\"id\": \"\"", "id", "is required")]
    [InlineData("\"customer\": \"\"", "customer", "is required")]
    [InlineData("\"customer\": null", "customer", "is required")]
    [InlineData("\"customer\": 7", "customer", "must be text in quotes")]
    [InlineData("\"customer\": \"a\\u0007\"", "customer", "holds a control character")]
    [InlineData("\"customer\": \"\\ud800\"", "customer", "must be text in quotes")]
    [InlineData("\"kind\": null", "kind", "is required")]
    [InlineData("\"kind\": 1", "kind", "must be one of: View, AddToCart")]
    [InlineData("\"kind\": \"view\"", "kind", "must be one of: View, AddToCart")]
    [InlineData("\"kind\": \"View, AddToCart\"", "kind", "must be one of: View, AddToCart")]
    [InlineData("\"kind\": \"Search\"", "query", "is required for Search")]
    [InlineData("\"kind\": \"Rate\"", "rating", "is required for Rate")]
    [InlineData("\"product\": null", "product", "is required")]
    [InlineData("\"price\": -0.01", "price", "must be from 0 to 1000000000")]
    [InlineData("\"price\": 1000000000.01", "price", "must be from 0 to 1000000000")]
    [InlineData("\"price\": 1e400", "price", "must be a decimal number")]
    [InlineData("\"price\": \"2.55\"", "price", "must be a decimal number")]
    [InlineData("\"price\": NaN", "price", "is not valid JSON at line 1")]
    [InlineData("\"quantity\": 0", "quantity", "must be from 1 to 1000000")]
    [InlineData("\"quantity\": 1000001", "quantity", "must be from 1 to 1000000")]
    [InlineData("\"quantity\": 1.5", "quantity", "must be a whole number")]
    [InlineData("\"quantity\": 3000000000", "quantity", "must be a whole number")]
    [InlineData("\"rating\": 0.9", "rating", "must be from 1 to 5")]
    [InlineData("\"rating\": 5.1", "rating", "must be from 1 to 5")]
    [InlineData("\"rating\": \"NaN\"", "rating", "must be a finite number")]
    [InlineData("\"rating\": 1e400", "rating", "must be a finite number")]
    [InlineData("\"position\": 0", "position", "must be from 1 to 10000")]
    [InlineData("\"position\": 10001", "position", "must be from 1 to 10000")]
    [InlineData("\"session\": \"\"", "session", "is required")]
    [InlineData("\"recommendationId\": \"\"", "recommendationId", "is required")]
    [InlineData("\"occurredAt\": \"1989-12-31T00:00:00Z\"", "occurredAt", "must be 1990-01-01 or later")]
    [InlineData("\"occurredAt\": \"2026-01-31T12:10:01Z\"", "occurredAt", "more than 10 minutes in the future")]
    [InlineData("\"occurredAt\": \"2026-01-31T12:00:00\"", "occurredAt", "with its offset")]
    [InlineData("\"occurredAt\": \"yesterday\"", "occurredAt", "must be an ISO 8601 time")]
    [InlineData("\"occurredAt\": 1769860800", "occurredAt", "must be an ISO 8601 time")]
    [InlineData("\"colour\": \"red\"", "colour", "is not a known field; known are: id, customer, kind")]
    [InlineData("\"Price\": 2", "Price", "is not a known field")]
    [InlineData("\"]\": 1", "]", "is not a known field")]
    [InlineData("\"[0].a\": 1", "[0].a", "is not a known field")]
    [InlineData("\"price\": 1, \"price\": 2", "price", "is given twice")]
    public void Names_the_field_and_what_is_allowed(string member, string field, string reason)
    {
        var errors = Refuse($$"""{ "interactions": [ {{Valid}}, { {{WithMember(member)}} } ] }""");

        var error = Assert.Single(errors);
        Assert.Equal($"interactions[1].{field}", error.Field);
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_a_single_interactions_field_without_a_batch() =>
        Assert.Equal("price", Assert.Single(Refuse($$"""{ {{WithMember("\"price\": -1")}} }""")).Field);

    [Fact]
    public void Names_every_row_that_is_wrong()
    {
        var errors = Refuse(
            $$"""{ "interactions": [ {{Valid}}, null, { {{WithMember("\"price\": -1, \"position\": 0")}} } ] }""");

        Assert.Equal(
            ["interactions[1]", "interactions[2].price", "interactions[2].position"],
            errors.Select(error => error.Field));
    }

    [Theory]
    [InlineData("[]", "body", "must be an object")]
    [InlineData("null", "body", "must be an object")]
    [InlineData("", "body", "is not valid JSON at line 1, byte 1")]
    [InlineData("""{ "interactions": [ """, "interactions[0]", "is not valid JSON")]
    [InlineData("""{ "interactions": {} }""", "interactions", "must be an array")]
    [InlineData("""{ "interactions": null }""", "interactions", "has 0 interactions; from 1 to 1000 are allowed")]
    [InlineData("""{ "interactions": [] }""", "interactions", "has 0 interactions; from 1 to 1000 are allowed")]
    [InlineData("""{ "interactions": [], "customer": "c" }""", "customer", "is not a known field; known are: interactions")]
    public void Refuses_what_is_neither_an_interaction_nor_a_batch(string body, string field, string reason)
    {
        var error = Assert.Single(Refuse(body));

        Assert.Equal(field, error.Field);
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Takes_a_thousand_interactions_and_no_more()
    {
        var thousand = string.Join(',', Enumerable.Repeat(Valid, InteractionRules.MaxBatch));

        Assert.Equal(InteractionRules.MaxBatch, Read($$"""{ "interactions": [ {{thousand}} ] }""").Length);
        Assert.Equal(
            "has 1001 interactions; from 1 to 1000 are allowed",
            Assert.Single(Refuse($$"""{ "interactions": [ {{thousand}}, {{Valid}} ] }""")).Reason);
    }

    [Fact]
    public void Refuses_a_body_that_nests_too_deep()
    {
        var deep = new string('[', 40) + new string(']', 40);

        var error = Assert.Single(Refuse($$"""{ "interactions": {{deep}} }"""));

        Assert.StartsWith("interactions", error.Field, StringComparison.Ordinal);
    }

    private static readonly string[] ValidMembers =
        ["\"id\": \"e-1\"", "\"customer\": \"c\"", "\"kind\": \"View\"", "\"product\": \"p\""];

    private const string Valid = """{ "id": "e-1", "customer": "c", "kind": "View", "product": "p" }""";

    /// <summary>A valid interaction in which the member takes the place of its namesake.</summary>
    private static string WithMember(string member) => string.Join(
        ", ",
        ValidMembers
            .Where(valid => !member.StartsWith(valid[..valid.IndexOf(':', StringComparison.Ordinal)], StringComparison.Ordinal))
            .Append(member));

    private static ImmutableArray<Interaction> Read(string json) =>
        InteractionReader.Read(Encoding.UTF8.GetBytes(json), Now);

    private static ImmutableArray<FieldError> Refuse(string json) =>
        Assert.Throws<InvalidRequestException>(() => Read(json)).Problem.Errors;
}
