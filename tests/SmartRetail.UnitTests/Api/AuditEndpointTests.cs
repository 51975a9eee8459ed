namespace SmartRetail.UnitTests.Api;

public sealed class AuditEndpointTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task Reads_the_trail_page_by_page_from_the_newest_on()
    {
        var first = await server.Send("GET", "/v1/audit?count=2");
        var second = await server.Send("GET", $"/v1/audit?count=2&before={(long)first.Json["next"]!}");

        Assert.Equal([3, 2], PositionsIn(first));
        Assert.Equal([1], PositionsIn(second));
        Assert.Null(second.Json["next"]);
    }

    [Theory]
    [InlineData("count=0", "count")]
    [InlineData("count=501", "count")]
    [InlineData("before=x", "before")]
    public async Task Names_the_parameter_that_is_wrong(string query, string field)
    {
        var answer = await server.Send("GET", $"/v1/audit?{query}");

        Assert.Equal(400, answer.Status);
        Assert.Contains(field, answer.Errors.Keys);
    }

    [Fact]
    public async Task Says_that_the_trail_is_as_it_was_written()
    {
        var answer = await server.Send("GET", "/v1/audit/verification");

        Assert.True((bool?)answer.Json["isIntact"]);
    }

    private static IEnumerable<long> PositionsIn(ApiAnswer answer) =>
        answer.Json["entries"]!.AsArray().Select(entry => (long)entry!["position"]!);
}
