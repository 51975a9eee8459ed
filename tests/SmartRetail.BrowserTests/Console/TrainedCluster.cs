using System.Net.Http.Json;
using System.Text.Json.Nodes;
using SmartRetail.BrowserTests.Course;

namespace SmartRetail.BrowserTests.Console;

/// <summary>Two processes with the training role around a PostgreSQL server, and a store with two published models.</summary>
public sealed class TrainedCluster : IAsyncLifetime
{
    private const string Runs = $"v1/stores/{RingStore.Name}/training-runs";

    private static readonly TimeSpan RunLimit = TimeSpan.FromMinutes(5);

    private readonly string _folder = Directory.CreateTempSubdirectory("smartretail-trained-").FullName;
    private readonly List<SiloProcess> _processes = [];
    private PostgresServer? _server;
    private Dictionary<string, string> _variables = [];

    public string Key { get; } = Guid.NewGuid().ToString("N");

    public Uri Address => _processes[0].Address;

    private HttpClient Api => _processes[0].Api;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await PostgresServer.StartAsync();
        var database = await _server.CreateDatabaseAsync();
        var secret = Path.Combine(_folder, "secret");
        await File.WriteAllTextAsync(secret, new string('s', 64), Cancellation);
        _variables = new()
        {
            ["SmartRetail__Storage__ConnectionString"] = database,
            ["SmartRetail__Cluster__SecretFile"] = secret,
            ["SmartRetail__Client__ShopStore"] = RingStore.Name,
            ["SmartRetail__Training__Threads"] = "1",
            ["SmartRetail__Rounds__RoundsPerEpoch"] = "1",
        };
        var (exitCode, output) = await Command.RunAsync(
            await RingStore.WriteAsync(_folder, "--data", _folder, "--database", database));
        Assert.True(exitCode == 0, output);

        await StartAsync("serving,web,training");
        await FitAsync(seed: 1);

        // Whether the second model is better is chance, and not what is asked here.
        using var saved = await Api.PutAsJsonAsync($"v1/stores/{RingStore.Name}/settings", new { modelMargin = 0.9 }, Cancellation);
        Assert.True(saved.IsSuccessStatusCode, await saved.Content.ReadAsStringAsync(Cancellation));
        await FitAsync(seed: 2, warmStart: true);
        await StartAsync("training");
    }

    public async ValueTask DisposeAsync()
    {
        await Disposal.OfAllAsync([.. _processes, .. _server is null ? (IAsyncDisposable[])[] : [_server]]);

        Directory.Delete(_folder, recursive: true);
        File.Delete(_folder + ".keys");
    }

    /// <summary>New customers view a product and are answered a list each.</summary>
    public async Task ShopAsync(int customers)
    {
        var products = await Api.GetFromJsonAsync<JsonNode>($"v1/stores/{RingStore.Name}/popular?count=1", Cancellation);
        for (var at = 0; at < customers; at++)
        {
            var customer = Guid.NewGuid().ToString("N");
            using var recorded = await Api.PostAsJsonAsync(
                $"v1/stores/{RingStore.Name}/interactions",
                new { interactions = new[] { new { customer, kind = "View", product = (string?)products!["products"]![0]!["product"] } } },
                Cancellation);
            Assert.True(recorded.IsSuccessStatusCode, await recorded.Content.ReadAsStringAsync(Cancellation));
            await Api.GetFromJsonAsync<JsonNode>(
                $"v1/stores/{RingStore.Name}/customers/{customer}/recommendations", Cancellation);
        }
    }

    private async Task StartAsync(string roles)
    {
        var process = new SiloProcess(
            Key, _variables, ProcessPlace.Loopback, ["--role", roles, "--data", _folder, "--no-training", "--no-sample"]);
        _processes.Add(process);
        await process.WaitUntilReadyAsync(Cancellation);
    }

    private async Task FitAsync(int seed, bool warmStart = false)
    {
        using var started = await Api.PostAsJsonAsync(Runs, new { architecture = "sasrec", seed, warmStart }, Cancellation);
        Assert.True(started.IsSuccessStatusCode, await started.Content.ReadAsStringAsync(Cancellation));
        var ended = await Eventually.Get(
            async () => (await Api.GetFromJsonAsync<JsonNode>(started.Headers.Location, Cancellation))!,
            run => run["endedAt"] is not null,
            RunLimit);
        Assert.True((string?)ended["state"] == "Completed", ended.ToJsonString());
    }
}
