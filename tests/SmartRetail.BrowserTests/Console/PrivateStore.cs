using System.Net.Http.Json;
using System.Text.Json.Nodes;
using SmartRetail.BrowserTests.Course;

namespace SmartRetail.BrowserTests.Console;

/// <summary>One process with every role, and a store with one published model, which is not private.</summary>
public sealed class PrivateStore : IAsyncLifetime
{
    private const string Runs = $"v1/stores/{RingStore.Name}/training-runs";

    private static readonly TimeSpan RunLimit = TimeSpan.FromMinutes(5);

    private readonly string _folder = Directory.CreateTempSubdirectory("smartretail-private-").FullName;
    private SiloProcess? _process;

    public string Key { get; } = Guid.NewGuid().ToString("N");

    public Uri Address => _process!.Address;

    private HttpClient Api => _process!.Api;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var (exitCode, output) = await Command.RunAsync(await RingStore.WriteAsync(_folder, "--data", _folder));
        Assert.True(exitCode == 0, output);
        _process = new(
            Key,
            new Dictionary<string, string>
            {
                ["SmartRetail__Client__ShopStore"] = RingStore.Name,
                ["SmartRetail__Training__Threads"] = "1",
            },
            ProcessPlace.Loopback,
            ["--data", _folder, "--silo-port", "0", "--gateway-port", "0", "--no-training", "--no-sample"]);
        await _process.WaitUntilReadyAsync(Cancellation);
        await WaitForAsync(await StartAsync());

        // Noise costs quality; whether a private model is good is not what is asked here.
        using var saved = await Api.PutAsJsonAsync($"v1/stores/{RingStore.Name}/settings", new { modelMargin = 1 }, Cancellation);
        Assert.True(saved.IsSuccessStatusCode, await saved.Content.ReadAsStringAsync(Cancellation));
    }

    public async ValueTask DisposeAsync()
    {
        await Disposal.OfAllAsync(_process is null ? [] : [_process]);

        Directory.Delete(_folder, recursive: true);
        File.Delete(_folder + ".keys");
    }

    /// <summary>The runs of the store, newest first, as the API has them.</summary>
    public async Task<JsonArray> ReadRunsAsync() =>
        (await Api.GetFromJsonAsync<JsonNode>(Runs, Cancellation))!["runs"]!.AsArray();

    /// <summary>The store's models, as the API has them.</summary>
    public async Task<JsonNode> ReadModelsAsync() =>
        (await Api.GetFromJsonAsync<JsonNode>($"v1/stores/{RingStore.Name}/models", Cancellation))!;

    /// <summary>Returns a run when it has published its model.</summary>
    public async Task<JsonNode> WaitForAsync(string run)
    {
        var ended = await Eventually.Get(
            async () => (await Api.GetFromJsonAsync<JsonNode>($"{Runs}/{run}", Cancellation))!,
            status => status["endedAt"] is not null,
            RunLimit);
        Assert.True((string?)ended["state"] == "Completed", ended.ToJsonString());
        return ended;
    }

    private async Task<string> StartAsync()
    {
        using var started = await Api.PostAsJsonAsync(Runs, new { architecture = "sasrec", seed = 1 }, Cancellation);
        Assert.True(started.IsSuccessStatusCode, await started.Content.ReadAsStringAsync(Cancellation));
        return (string)(await started.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["run"]!;
    }
}
