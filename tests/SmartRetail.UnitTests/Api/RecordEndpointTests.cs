namespace SmartRetail.UnitTests.Api;

public sealed class RecordEndpointTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task Shows_a_list_as_it_was_and_as_it_is_when_it_is_ranked_again()
    {
        var answer = await server.Send("GET", "/v1/stores/shop/customers/c-17/recommendations/r-1");

        Assert.Equal(200, answer.Status);
        Assert.Equal(
            """
            {"recommendationId":"r-1","customer":"c-17","shownAt":"1970-01-01T00:00:00.0000000Z","slot":"home","tier":"personal","profileVersion":42,"modelVersion":3,"catalogVersion":118,"settingsVersion":7,"seed":9,"products":[{"product":"teapot","position":1,"propensity":0.25,"explored":true}],"obstacles":["CatalogNotKept"],"replay":{"same":false,"products":[{"product":"cup","position":1,"score":0.5,"same":false}]}}
            """,
            answer.Text);
    }

    [Fact]
    public async Task Knows_no_list_that_was_not_recorded()
    {
        var answer = await server.Send("GET", "/v1/stores/shop/customers/c-17/recommendations/r-2");

        Assert.Equal(404, answer.Status);
        Assert.Equal("No list 'r-2' of this customer is recorded, or not yet.", (string?)answer.Json["detail"]);
    }

    [Fact]
    public async Task Refuses_an_id_that_is_too_long()
    {
        var answer = await server.Send("GET", $"/v1/stores/shop/customers/c/recommendations/{new string('r', 129)}");

        Assert.Equal("has 129 characters; at most 128 are allowed", answer.Errors["recommendation"]);
    }
}
