namespace SmartRetail.UnitTests.Api;

public sealed class MergeEndpointTests(ApiServer server) : IClassFixture<ApiServer>
{
    private const string Path = "/v1/stores/shop/customers/c-17/merge";

    [Fact]
    public async Task Answers_the_version_that_holds_the_merge_and_the_one_that_holds_its_end()
    {
        var merged = await Merge("anon-1");
        var undone = await server.Send("DELETE", Path + "?from=anon-1");

        Assert.Equal("""{"customer":"c-17","from":"anon-1","merged":true,"profileVersion":43}""", merged.Text);
        Assert.Equal("""{"customer":"c-17","from":"anon-1","merged":false,"profileVersion":45}""", undone.Text);
    }

    [Fact]
    public async Task Refuses_to_merge_who_is_known()
    {
        var answer = await Merge("c-18");

        Assert.Equal(400, answer.Status);
        Assert.Equal("must be an anonymous customer: begin with 'anon-'", answer.Errors["from"]);
    }

    [Fact]
    public async Task Refuses_to_merge_into_who_is_anonymous()
    {
        var answer = await server.Send(
            "POST", "/v1/stores/shop/customers/anon-2/merge", """{ "from": "anon-1" }""");

        Assert.Equal(400, answer.Status);
        Assert.Equal("must be known: not begin with 'anon-'", answer.Errors["customer"]);
    }

    [Theory]
    [InlineData("POST", Path, "{}")]
    [InlineData("DELETE", Path, null)]
    public async Task Names_the_field_that_is_missing(string method, string path, string? body)
    {
        var answer = await server.Send(method, path, body);

        Assert.Equal(400, answer.Status);
        Assert.Equal("is required", answer.Errors["from"]);
    }

    [Theory]
    [InlineData("anon-taken", "from: 'anon-taken' is merged into another customer; undo that merge first.")]
    [InlineData(
        "anon-one-more", "customer: 'c-17' has 1000 anonymous customers merged into it; more are not allowed.")]
    public async Task Says_what_stands_against_a_merge(string from, string detail)
    {
        var answer = await Merge(from);

        Assert.Equal(409, answer.Status);
        Assert.Equal(detail, (string?)answer.Json["detail"]);
    }

    [Fact]
    public async Task Says_that_it_is_too_late_to_undo()
    {
        var answer = await server.Send("DELETE", Path + "?from=anon-old");

        Assert.Equal(409, answer.Status);
        Assert.Equal("from: 'anon-old' was merged more than 24 hours ago.", (string?)answer.Json["detail"]);
    }

    private Task<ApiAnswer> Merge(string from) => server.Send("POST", Path, $$"""{ "from": "{{from}}" }""");
}
