namespace SmartRetail.UnitTests.Api;

/// <summary>A candidate beside the active model, over HTTP. Its own server: the candidate is the store's.</summary>
public sealed class ShadowEndpointTests : IAsyncLifetime
{
    private const string Candidate = "/v1/stores/shop/models/1/shadow";

    private readonly ApiServer _server = new();

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Starts_a_candidate_and_tells_how_it_compares_until_it_is_stopped()
    {
        var started = await _server.Send("PUT", Candidate, """{ "share": 0.25 }""");
        var read = await _server.Send("GET", Candidate);
        var stopped = await _server.Send("DELETE", Candidate);

        Assert.Equal(
            """{"version":1,"against":2,"share":0.25,"startedAt":"1970-01-01T00:00:00.0000000Z","endsAt":"1970-01-01T01:00:00.0000000Z","endedAt":null,"end":null,"silos":2,"ready":2,"compared":100,"overlap":0.75,"rankBiasedOverlap":0.8,"sameFirst":0.5,"active":{"p50":2.048,"p99":2.048},"candidate":{"p50":2.048,"p99":2.048},"errors":1,"dropped":3,"lastError":"it threw"}""",
            started.Text);
        Assert.Equal(started.Text, read.Text);
        Assert.Equal("Stopped", (string?)stopped.Json["end"]);
    }

    [Theory]
    [InlineData("""{ "share": 0 }""", "share", "must be from 0.001 to 1")]
    [InlineData("""{ "share": 1.01 }""", "share", "must be from 0.001 to 1")]
    [InlineData("""{ "minutes": 5 }""", "share", "must be from 0.001 to 1")]
    [InlineData("""{ "share": 1, "minutes": 0.5 }""", "minutes", "must be from 1 to 10080")]
    [InlineData("""{ "share": 1, "minutes": 10081 }""", "minutes", "must be from 1 to 10080")]
    public async Task Names_the_bound_that_is_broken(string body, string field, string reason)
    {
        var answer = await _server.Send("PUT", Candidate, body);

        Assert.Equal(400, answer.Status);
        Assert.Equal(reason, answer.Errors[field]);
    }

    [Fact]
    public async Task The_active_model_is_no_candidate_and_what_was_not_run_has_no_figures()
    {
        var active = await _server.Send("PUT", "/v1/stores/shop/models/2/shadow", """{ "share": 1 }""");
        var unknown = await _server.Send("PUT", "/v1/stores/shop/models/9/shadow", """{ "share": 1 }""");
        var unread = await _server.Send("GET", Candidate);

        Assert.Equal((409, "/problems/not-a-candidate"), (active.Status, (string?)active.Json["type"]));
        Assert.Equal((404, "/problems/unknown-model"), (unknown.Status, (string?)unknown.Json["type"]));
        Assert.Equal((404, "/problems/unknown-shadow"), (unread.Status, (string?)unread.Json["type"]));
    }
}
