using System.Text.Json.Nodes;
using SmartRetail.Contracts.Training;

namespace SmartRetail.UnitTests.Api;

/// <summary>Each test has a server of its own, since a store has one run at a time.</summary>
public sealed class TrainingRunEndpointTests : IAsyncLifetime
{
    private const string Runs = "/v1/stores/shop/training-runs";

    private readonly ApiServer _server = new();

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Starts_one_run_at_a_time_and_says_where_it_is()
    {
        var started = await Start();
        var second = await Start();
        var found = await _server.Send("GET", started.Headers["Location"]);

        Assert.Equal(202, started.Status);
        Assert.Equal("""{"run":"run-1"}""", started.Text);
        Assert.Equal($"{Runs}/run-1", started.Headers["Location"]);
        Assert.Equal(409, second.Status);
        Assert.Equal("Fitting", (string?)found.Json["state"]);
        Assert.Null(found.Json["metrics"]);
        Assert.Equal(30, (double?)found.Json["remainingSeconds"]);
    }

    [Fact]
    public async Task Hands_the_plan_on()
    {
        await Start();

        var plan = ((InMemoryTrainer)_server.Cluster.GetGrain<IModelTrainerGrain>("shop")).LastPlan;
        Assert.Equal(new() { Architecture = "sasrec", Seed = 7, Epochs = 2 }, plan);
    }

    [Fact]
    public async Task Hands_on_that_a_run_is_private()
    {
        await _server.Send("POST", Runs, """{ "privacy": { "epsilon": 3, "delta": 1e-6, "clip": 0.5, "samplingRate": 0.2 } }""");

        var plan = ((InMemoryTrainer)_server.Cluster.GetGrain<IModelTrainerGrain>("shop")).LastPlan;
        Assert.Equal(new() { Epsilon = 3, Delta = 1e-6, Clip = 0.5, SamplingRate = 0.2 }, plan?.Privacy);
    }

    [Fact]
    public async Task A_run_tells_how_private_it_is()
    {
        var started = await _server.Send("POST", Runs, """{ "privacy": { "epsilon": 3, "clip": 0.5 } }""");

        var run = await _server.Send("GET", started.Headers["Location"]);

        Assert.Equal(
            """{"epsilon":3,"delta":null,"clip":0.5,"samplingRate":null}""", run.Json["privacy"]?.ToJsonString());
    }

    [Fact]
    public async Task A_run_that_is_not_private_says_so()
    {
        var started = await Start();

        var run = await _server.Send("GET", started.Headers["Location"]);

        Assert.True(run.Json.AsObject().ContainsKey("privacy"));
        Assert.Null(run.Json["privacy"]);
    }

    [Theory]
    [InlineData("""{ "architecture": "oracle" }""", "architecture", "must be one of: mlp, caser, gru4rec, sasrec")]
    [InlineData("""{ "epochs": 0 }""", "epochs", "must be from 1 to 1000")]
    [InlineData("""{ "epochs": 1001 }""", "epochs", "must be from 1 to 1000")]
    [InlineData("""{ "seed": 0.5 }""", "seed", "must be a whole number")]
    [InlineData("""{ "layers": 2 }""", "layers", "is not a known field")]
    [InlineData("""{ "warmStart": true, "privacy": { "epsilon": 1 } }""", "warmStart", "cannot be with privacy: nothing is promised of what the model before learned")]
    [InlineData("""{ "privacy": {} }""", "privacy.epsilon", "must be above 0 and at most 1000")]
    [InlineData("""{ "privacy": { "epsilon": 0 } }""", "privacy.epsilon", "must be above 0 and at most 1000")]
    [InlineData("""{ "privacy": { "epsilon": 1, "delta": 1 } }""", "privacy.delta", "must be above 0 and below 1")]
    [InlineData("""{ "privacy": { "epsilon": 1, "clip": 0 } }""", "privacy.clip", "must be above 0 and at most 1000000")]
    [InlineData("""{ "privacy": { "epsilon": 1, "samplingRate": 2 } }""", "privacy.samplingRate", "must be above 0 and at most 1")]
    public async Task Names_the_field_and_what_is_allowed(string plan, string field, string reason)
    {
        var answer = await _server.Send("POST", Runs, plan);

        Assert.Equal(400, answer.Status);
        Assert.Contains(reason, answer.Errors[field], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Streams_each_change_until_the_end()
    {
        await Start();

        var answer = await _server.Send("GET", $"{Runs}/run-1/progress");

        Assert.Equal("text/event-stream", answer.MediaType);
        Assert.Equal(["id: 1", "id: 2", "id: 3", "id: 4"], LinesOf(answer, "id: "));
        Assert.Equal(
            ["Fitting", "Fitting", "Fitting", "Completed"],
            LinesOf(answer, "data: ").Select(line => (string?)JsonNode.Parse(line[6..])!["state"]));
    }

    [Fact]
    public async Task Tells_a_reader_that_has_seen_the_end_not_to_come_back()
    {
        await Start();
        await _server.Send("GET", $"{Runs}/run-1/progress");

        var afterTheEnd = await _server.Send("GET", $"{Runs}/run-1/progress", lastEventId: "4");
        var beforeTheEnd = await _server.Send("GET", $"{Runs}/run-1/progress", lastEventId: "3");

        Assert.Equal(204, afterTheEnd.Status);
        Assert.Equal(["id: 4"], LinesOf(beforeTheEnd, "id: "));
    }

    [Fact]
    public async Task Cancels_a_run_once()
    {
        await Start();

        var cancelled = await _server.Send("DELETE", $"{Runs}/run-1");
        var again = await _server.Send("DELETE", $"{Runs}/run-1");
        var list = await _server.Send("GET", Runs);

        Assert.Equal(204, cancelled.Status);
        Assert.Equal(409, again.Status);
        Assert.Equal("Cancelled", (string?)list.Json["runs"]![0]!["state"]);
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("GET", "/progress")]
    [InlineData("DELETE", "")]
    public async Task Knows_no_run_that_was_not_started(string method, string resource)
    {
        var answer = await _server.Send(method, $"{Runs}/run-9{resource}");

        Assert.Equal(404, answer.Status);
        Assert.Equal("The store has no training run 'run-9'.", (string?)answer.Json["detail"]);
    }

    [Fact]
    public async Task Lists_models_and_activates_an_older_one()
    {
        var before = await _server.Send("GET", "/v1/stores/shop/models");
        var activated = await _server.Send("POST", "/v1/stores/shop/models/1/activate");
        var after = await _server.Send("GET", "/v1/stores/shop/models");
        var history = await _server.Send("GET", "/v1/stores/shop/models/history");
        var unknown = await _server.Send("POST", "/v1/stores/shop/models/3/activate");
        var wrong = await _server.Send("POST", "/v1/stores/shop/models/newest/activate");

        Assert.Equal(2, (int?)before.Json["active"]);
        Assert.Equal("""{"mrr":null,"ndcg@10":0.05}""", before.Json["models"]![0]!["metrics"]!.ToJsonString());
        Assert.Equal("""{"active":1}""", activated.Text);
        Assert.Equal(1, (int?)after.Json["active"]);
        Assert.Equal(
            """{"at":"1970-01-01T00:00:00.0000000Z","kind":"Activated","version":1,"previous":2,"run":null,"by":"development","gate":null}""",
            history.Json["events"]![0]!.ToJsonString());
        Assert.Equal(404, unknown.Status);
        Assert.StartsWith("must be a whole number", wrong.Errors["version"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_a_staged_import_among_the_models_and_rewraps_them()
    {
        var imported = await _server.Send(
            "POST", "/v1/stores/shop/models/imports", """{ "run": "import-00000000000000000000000000000001" }""");
        var unknown = await _server.Send(
            "POST", "/v1/stores/shop/models/imports", """{ "run": "import-00000000000000000000000000000002" }""");
        var wrong = await _server.Send("POST", "/v1/stores/shop/models/imports", """{ "run": "../run-1" }""");
        var rewrapped = await _server.Send("POST", "/v1/stores/shop/models/rewrap");

        Assert.Equal("""{"version":3}""", imported.Text);
        Assert.Equal(404, unknown.Status);
        Assert.Equal("must be a name that 'model import' gave", wrong.Errors["run"]);
        Assert.Equal("""{"models":2}""", rewrapped.Text);
    }

    [Fact]
    public async Task Shows_the_cluster_and_its_stores()
    {
        var cluster = await _server.Send("GET", "/v1/cluster");
        var stores = await _server.Send("GET", "/v1/stores");

        Assert.Equal("Active", (string?)cluster.Json["silos"]![0]!["status"]);
        Assert.Equal("""{"stores":["other","shop"]}""", stores.Text);
    }

    [Fact]
    public async Task Makes_a_store_and_names_what_is_wrong_with_its_id()
    {
        var made = await _server.Send("POST", "/v1/stores", """{ "store": "garden" }""");
        var wrong = await _server.Send("POST", "/v1/stores", """{ "store": "Garden!" }""");
        var missing = await _server.Send("POST", "/v1/stores", "{}");

        Assert.Equal((200, """{"store":"garden"}"""), (made.Status, made.Text));
        Assert.Equal((400, "may hold only a-z, 0-9 and '-'"), (wrong.Status, wrong.Errors["store"]));
        Assert.Equal(400, missing.Status);
    }

    private Task<ApiAnswer> Start() =>
        _server.Send("POST", Runs, """{ "architecture": "sasrec", "seed": 7, "epochs": 2 }""");

    private static IEnumerable<string> LinesOf(ApiAnswer answer, string prefix) =>
        answer.Text.Split('\n').Where(line => line.StartsWith(prefix, StringComparison.Ordinal));
}
