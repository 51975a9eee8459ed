using System.Net;
using System.Text.Json.Nodes;
using SmartRetail.LoadTests.Clusters;
using SmartRetail.LoadTests.Models;
using SmartRetail.UnitTests.Remote;

namespace SmartRetail.UnitTests.Loads;

/// <summary>A model that is fitted before shoppers come, and what a report says of the one that ranks.</summary>
public sealed class ModelFitTests : IDisposable
{
    private readonly ScriptedServer _server = new();
    private readonly HttpClient _http;
    private readonly List<string> _told = [];

    public ModelFitTests() => _http = new(_server) { BaseAddress = new("http://retail.example/") };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Starts_a_run_and_waits_until_its_model_ranks()
    {
        _server.Answer(HttpStatusCode.Accepted, """{ "run": "t-7" }""");
        _server.Answer(HttpStatusCode.OK, """{ "state": "Fitting" }""");
        _server.Answer(HttpStatusCode.OK, """{ "state": "Fitting" }""");
        _server.Answer(HttpStatusCode.OK, """{ "state": "Completed" }""");

        await FitAsync();

        Assert.Equal("/v1/stores/sample/training-runs/t-7", _server.Paths[3]);
        Assert.Equal(4, _server.Paths.Count);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{ "architecture": "gru4rec", "epochs": 2, "seed": 1 }"""), JsonNode.Parse(_server.Bodies[0])));
        Assert.Equal(["gru4rec: Fitting", "gru4rec: Completed"], _told);
    }

    [Fact]
    public async Task Says_why_a_model_was_refused()
    {
        _server.Answer(HttpStatusCode.Accepted, """{ "run": "t-7" }""");
        _server.Answer(HttpStatusCode.OK, """{ "state": "Rejected", "gate": { "passed": false, "reason": "It ranks worse than the counts." } }""");

        var error = await Assert.ThrowsAsync<CannotStartException>(FitAsync);

        Assert.Equal("--with-model: the gru4rec model was not good enough to go live: It ranks worse than the counts. (--epochs gives it more)", error.Message);
    }

    [Theory]
    [InlineData("Failed")]
    [InlineData("Cancelled")]
    public async Task Says_why_a_run_has_ended_without_a_model(string state)
    {
        _server.Answer(HttpStatusCode.Accepted, """{ "run": "t-7" }""");
        _server.Answer(HttpStatusCode.OK, $$"""{ "state": "{{state}}", "failure": "There is too little to learn from.", "gate": null }""");

        var error = await Assert.ThrowsAsync<CannotStartException>(FitAsync);

        Assert.Equal($"--with-model: the training run ended as {state}: There is too little to learn from.", error.Message);
    }

    [Fact]
    public async Task Says_why_no_run_was_started()
    {
        _server.Answer(HttpStatusCode.Conflict, """{ "title": "A training run goes on" }""");

        var error = await Assert.ThrowsAsync<CannotStartException>(FitAsync);

        Assert.Equal("""--with-model: no training run was started: 409: { "title": "A training run goes on" }""", error.Message);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, """{ "active": 3, "models": [ { "version": 4, "architecture": "mlp" }, { "version": 3, "architecture": "sasrec" } ] }""", "sasrec, version 3")]
    [InlineData(HttpStatusCode.OK, """{ "active": null, "models": [ { "version": 4, "architecture": "mlp" } ] }""", "none: counts rank")]
    [InlineData(HttpStatusCode.Forbidden, "{}", "not told: the key has not the scope train")]
    [InlineData(HttpStatusCode.ServiceUnavailable, "{}", "not told: 503")]
    public async Task A_report_says_what_ranks(HttpStatusCode status, string answer, string model)
    {
        _server.Answer(status, answer);

        Assert.Equal(model, await ServedModel.DescribeAsync(_http, "sample", Cancellation));
        Assert.Equal("/v1/stores/sample/models", _server.Paths.Single());
    }

    [Fact]
    public async Task A_report_says_that_nobody_told()
    {
        _server.Lose();

        Assert.Equal("not told: lost", await ServedModel.DescribeAsync(_http, "sample", Cancellation));
    }

    public void Dispose()
    {
        _http.Dispose();
        _server.Dispose();
    }

    private Task FitAsync() => new ModelFit(_http, "sample", TimeSpan.Zero).RunAsync(new("gru4rec", 2, 1), _told.Add, Cancellation);
}
