namespace SmartRetail.UnitTests.Api;

public sealed class AttributionEndpointTests(ApiServer server) : IClassFixture<ApiServer>
{
    private const string Path = "/v1/stores/shop/attribution";

    [Fact]
    public async Task Answers_sums_and_rates_of_each_group_and_of_all()
    {
        var answer = await server.Send("GET", Path + "?from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z");

        Assert.Equal(
            """
            {"lists":15,"shown":150,"clicks":6,"carts":2,"purchases":1,"revenue":12.5,"clickThroughRate":0.04,"cartRate":0.013333,"conversionRate":0.006667}
            """,
            answer.Json["total"]!.ToJsonString());
        Assert.Equal(
            """
            {"slot":"home","tier":"personal","modelVersion":3,"figures":{"lists":10,"shown":100,"clicks":5,"carts":2,"purchases":1,"revenue":12.5,"clickThroughRate":0.05,"cartRate":0.02,"conversionRate":0.01}}
            """,
            answer.Json["groups"]![0]!.ToJsonString());
        Assert.Equal("popular", (string?)answer.Json["groups"]![1]!["tier"]);
    }

    [Fact]
    public async Task Asks_about_the_last_day_where_no_time_is_named()
    {
        var answer = await server.Send("GET", Path);

        Assert.Equal(
            TimeSpan.FromDays(1), (DateTimeOffset)answer.Json["to"]! - (DateTimeOffset)answer.Json["from"]!);
    }

    [Theory]
    [InlineData("from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z", "from", "must be before to")]
    [InlineData("from=2024-01-01T00:00:00Z&to=2026-03-01T00:00:00Z", "from", "must be at most 366 days before to")]
    [InlineData("to=0001-01-01T00:00:00Z", "from", "must be 2000-01-01 or later")]
    [InlineData("from=2026-03-02T00:00:00Z&to=9999-12-31T23:59:59Z", "to", "must be 3000-01-01 or earlier")]
    [InlineData("from=2026-03-02T00:00:00&to=2026-03-03T00:00:00Z", "from", "must be a time such as 2026-01-31T09:30:00Z")]
    [InlineData("from=yesterday", "from", "must be a time such as 2026-01-31T09:30:00Z")]
    public async Task Refuses_a_time_out_of_bounds_and_names_the_field(string query, string field, string reason)
    {
        var answer = await server.Send("GET", $"{Path}?{query}");

        Assert.Equal(400, answer.Status);
        Assert.Equal(reason, answer.Errors[field]);
    }
}
