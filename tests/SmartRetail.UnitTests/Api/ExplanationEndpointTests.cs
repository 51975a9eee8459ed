using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.UnitTests.Api;

public sealed class ExplanationEndpointTests(ApiServer server) : IClassFixture<ApiServer>
{
    private const string Path = "/v1/stores/shop/customers/c-17/explanation";

    [Fact]
    public async Task Says_by_how_much_a_product_is_outranked_what_moved_it_and_what_it_owes_its_score_to()
    {
        var answer = await server.Send("GET", $"{Path}?product=teapot");

        Assert.Equal(200, answer.Status);
        Assert.Equal(
            """
            {"product":"teapot","customer":"c-17","profileVersion":42,"modelVersion":null,"catalogVersion":118,"tier":"counts","outcome":"Outranked","position":null,"score":0.25,"lastShownScore":0.75,"gap":0.5,"filter":null,"hiddenBy":null,"pin":null,"effects":[{"kind":"Bury","rule":"dear","factor":0.5}],"causes":[{"product":"cup","kind":"View","occurredAt":"1970-01-01T00:00:00.0000000Z","contribution":0.4}],"lacksCauses":false}
            """,
            answer.Text);
    }

    [Fact]
    public async Task Names_the_rule_that_hides_a_product()
    {
        var answer = await server.Send("GET", $"{Path}?product=hidden");

        Assert.Equal("Filtered", (string?)answer.Json["outcome"]);
        Assert.Equal("HiddenByRule", (string?)answer.Json["filter"]);
        Assert.Equal("not yet", (string?)answer.Json["hiddenBy"]);
        Assert.Null(answer.Json["gap"]);
    }

    [Fact]
    public async Task Hands_every_parameter_on()
    {
        await server.Send(
            "GET",
            "/v1/stores/shop/customers/why/explanation?product=teapot&count=7&slot=home&category=tea&brand=b&minPrice=1.5"
            + "&maxPrice=9&exclude=a,b&diversity=0.5&context=region:DE");

        var asked = ((InMemoryRecommendations)server.Cluster.GetGrain<IRecommendationGrain>(
            RetailGrains.CustomerKey(new("shop"), new("why")))).LastRequest!;
        Assert.Equal((7, "home", "tea", "b"), (asked.Count, asked.Slot, asked.Category, asked.Brand));
        Assert.Equal((1.5m, 9m, 0.5), (asked.MinPrice, asked.MaxPrice, asked.Diversity));
        Assert.Equal(["a", "b"], asked.Exclude.Select(product => product.Value));
        Assert.Equal("DE", asked.Context["region"]);
    }

    [Theory]
    [InlineData("", "product", "is required")]
    [InlineData("product=", "product", "is required")]
    [InlineData("product=%07", "product", "holds a control character")]
    [InlineData("product=p&count=0", "count", "must be from 1 to 100")]
    [InlineData("product=p&minPrice=2&maxPrice=1", "minPrice", "must not be above maxPrice")]
    [InlineData("product=p&context=region", "context", "must be name:value, each name once")]
    [InlineData("product=p&explain=true", "explain", "is not a known parameter")]
    public async Task Names_the_parameter_and_what_is_allowed(string query, string field, string reason)
    {
        var answer = await server.Send("GET", $"{Path}?{query}");

        Assert.Equal(400, answer.Status);
        Assert.Contains(reason, answer.Errors[field], StringComparison.Ordinal);
    }
}
