namespace SmartRetail.UnitTests.Api;

public sealed class SettingsEndpointTests(ApiServer server) : IClassFixture<ApiServer>
{
    private const string Path = "/v1/stores/shop/settings";

    [Fact]
    public async Task Returns_what_was_put_with_its_version()
    {
        var put = await server.Send("PUT", Path, """{ "hide": [ { "name": "dear", "when": "price > 100" } ] }""");
        var got = await server.Send("GET", Path);

        Assert.Equal((200, 200), (put.Status, got.Status));
        Assert.Equal(put.Text, got.Text);
        Assert.Equal("price > 100", (string?)got.Json["settings"]!["hide"]![0]!["when"]);
        Assert.Equal($"\"{got.Json["version"]}\"", got.Headers["ETag"]);
    }

    [Fact]
    public async Task Names_field_position_and_bound_of_each_error()
    {
        var answer = await server.Send(
            "PUT",
            Path,
            """
            { "hide": [ { "name": "a", "when": "price > 'x'" } ],
              "scores": [ { "name": "b", "when": "available", "factor": 0 } ],
              "pins": [ { "name": "c", "product": "p", "position": 101, "when": "price > 3" } ],
              "boughtAgain": { "policy": "After" } }
            """);

        Assert.Equal(400, answer.Status);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["boughtAgain.days"] = "is required with the policy After",
                ["hide[0].when"] = "at character 9: price is a number and cannot be compared with 'x'",
                ["pins[0].position"] = "must be from 1 to 100",
                ["pins[0].when"] = "may read the context alone, since the pin names its product",
                ["scores[0].factor"] = "must be from 0.001 to 1000",
            },
            answer.Errors);
    }

    [Theory]
    [InlineData("{ }", "retraining", "needs everyHours, everyInteractions or clickRateFall")]
    [InlineData("{ \"everyHours\": 0 }", "retraining.everyHours", "must be from 1 to 8760")]
    [InlineData("{ \"everyInteractions\": 99 }", "retraining.everyInteractions", "must be from 100 to 1000000000000")]
    [InlineData("{ \"clickRateFall\": 1.5 }", "retraining.clickRateFall", "must be from 0.01 to 1")]
    [InlineData(
        "{ \"everyHours\": 1, \"architecture\": \"oracle\" }",
        "retraining.architecture",
        "must be one of: mlp, caser, gru4rec, sasrec")]
    public async Task Names_the_bounds_of_a_schedule(string schedule, string field, string reason)
    {
        var answer = await server.Send("PUT", Path, $$"""{ "retraining": {{schedule}} }""");

        Assert.Equal(400, answer.Status);
        Assert.Equal(new Dictionary<string, string> { [field] = reason }, answer.Errors);
    }

    [Fact]
    public async Task Keeps_the_schedule_of_training()
    {
        const string schedule =
            """{"everyHours":24,"everyInteractions":100000,"clickRateFall":0.2,"architecture":"sasrec"}""";

        await server.Send("PUT", Path, $$"""{ "retraining": {{schedule}} }""");
        var got = await server.Send("GET", Path);

        Assert.Equal(schedule, got.Json["settings"]!["retraining"]!.ToJsonString());
    }

    [Theory]
    [InlineData("{ \"colour\": 1 }", "colour")]
    [InlineData("{ \"hide\": [ { \"name\": \"a\", \"if\": \"available\" } ] }", "hide[0].if")]
    public async Task Refuses_unknown_members(string body, string field)
    {
        var answer = await server.Send("PUT", Path, body);

        Assert.Equal(400, answer.Status);
        Assert.Equal([field], answer.Errors.Keys);
    }

    [Fact]
    public async Task Refuses_a_change_that_was_made_from_another_version()
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, Path);
        request.Headers.Authorization = new("Bearer", ApiServer.DevelopmentKey);
        request.Headers.Add("If-Match", "\"99\"");
        request.Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");

        using var answer = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(412, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Has_no_version_that_is_not_kept() =>
        Assert.Equal(404, (await server.Send("GET", Path + "?version=77")).Status);
}
