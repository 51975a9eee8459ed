using System.Net.Http.Json;
using System.Text.Json.Nodes;
using SmartRetail.ClusterTests.Processes;

namespace SmartRetail.ClusterTests.Faults;

/// <summary>Two processes that serve and have an entrance each, over one database, and two fitted models of the store.</summary>
public sealed class SwitchingCluster : IAsyncLifetime
{
    private const int Customers = 200;

    private static readonly TimeSpan FitLimit = TimeSpan.FromMinutes(4);
    private static readonly string Store = $"v1/stores/{LocalCluster.Store}";

    private readonly string _config = Path.GetTempFileName();
    private LocalCluster? _cluster;

    /// <summary>Whoever asks a process for a customer it has not heard of is answered by the silo in it.</summary>
    public IReadOnlyList<SiloProcess> Silos { get; private set; } = [];

    public static IReadOnlyList<int> Versions => [1, 2];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(
            _config,
            """{ "SmartRetail": { "Training": { "Threads": 1, "BelowNormalPriority": false } } }""",
            Cancellation);
        _cluster = await LocalCluster.CreateAsync();
        await _cluster.ImportVisitsAsync(Customers, Cancellation);
        Silos = [_cluster.Start("serving,web"), _cluster.Start("serving,web")];
        var training = _cluster.Start("training", "--config", _config);
        foreach (var process in (SiloProcess[])[.. Silos, training])
        {
            await process.WaitUntilReadyAsync(Cancellation);
        }

        await FitAsync(seed: 1);

        // Whether the second one is better is chance, and not what is asked here.
        using var saved = await Silos[0].Api.PutAsJsonAsync($"{Store}/settings", new { modelMargin = 0.9 }, Cancellation);
        Assert.True(saved.IsSuccessStatusCode, await saved.Content.ReadAsStringAsync(Cancellation));
        await FitAsync(seed: 2);
        await training.KillAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }

        File.Delete(_config);
    }

    public Task<HttpResponseMessage> ActivateAsync(int silo, int version) =>
        Silos[silo].Api.PostAsync(new Uri($"{Store}/models/{version}/activate", UriKind.Relative), content: null, Cancellation);

    /// <summary>Records a view of the customer and asks for their list: its model's version; null where counts alone ranked.</summary>
    public async Task<int?> ShopAsync(int silo, string customer)
    {
        var api = new StoreApi(Silos[silo].Api);
        await api.ViewAsync(customer, "p6", Cancellation);
        return (int?)(await api.RecommendAsync(customer, Cancellation))["modelVersion"];
    }

    private async Task FitAsync(int seed)
    {
        using var started = await Silos[0].Api.PostAsJsonAsync(
            $"{Store}/training-runs", new { architecture = "sasrec", seed, epochs = 20 }, Cancellation);
        Assert.True(started.IsSuccessStatusCode, await started.Content.ReadAsStringAsync(Cancellation));
        var ended = await Eventually.Get(
            async () => (await Silos[0].Api.GetFromJsonAsync<JsonNode>(started.Headers.Location, Cancellation))!,
            run => run["endedAt"] is not null,
            FitLimit);
        Assert.True((string?)ended["state"] == "Completed", ended.ToJsonString());
    }
}
