using System.Text.Json;
using System.Text.Json.Nodes;
using SmartRetail.ClusterTests.Processes;

namespace SmartRetail.ClusterTests.Faults;

/// <summary>Two serving silos and an entrance over a durable database, and training silos as tests start and kill them.</summary>
public sealed class TrainingCluster : IAsyncLifetime
{
    // Enough that a run goes on while processes are killed and started.
    private const int Customers = 400;
    private const int Epochs = 30;
    private const string Unknown = "unknown";

    /// <summary>Less than a process with libtorch takes.</summary>
    public const int NarrowMiB = 64;

    private readonly string _config = Path.GetTempFileName();
    private readonly string _narrow = Path.GetTempFileName();
    private readonly List<SiloProcess> _trainers = [];
    private LocalCluster? _cluster;
    private string? _run;
    private (double Least, double Most)? _undisturbed;

    public LocalCluster Cluster => _cluster!;

    public List<SiloProcess> Serving { get; } = [];

    public StoreApi Api { get; private set; } = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await WriteConfigAsync(_config, new { Threads = 1, MaxMinutes = 10, BelowNormalPriority = false, SilenceLimit = "00:00:10" });
        await WriteConfigAsync(_narrow, new { Threads = 1, MaxMemoryMiB = NarrowMiB });
        _cluster = await LocalCluster.CreateAsync(isDurable: true);
        await Cluster.ImportVisitsAsync(Customers, Cancellation);
        Serving.Add(Cluster.Start("serving", "--config", _config));
        Serving.Add(Cluster.Start("serving", "--config", _config));
        var web = Cluster.Start("web");
        foreach (var process in (SiloProcess[])[.. Serving, web])
        {
            await process.WaitUntilReadyAsync();
        }

        Api = new(web.Api);
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }

        File.Delete(_config);
        File.Delete(_narrow);
    }

    public Task<SiloProcess[]> StartTrainersAsync(int count) => StartTrainersAsync(count, _config);

    /// <summary>Starts a training silo whose fits may hold <see cref="NarrowMiB"/>, which is less than any takes.</summary>
    public async Task<SiloProcess> StartNarrowTrainerAsync() => (await StartTrainersAsync(1, _narrow))[0];

    private async Task<SiloProcess[]> StartTrainersAsync(int count, string config)
    {
        var started = Enumerable.Range(0, count).Select(_ => Cluster.Start("training", "--config", config)).ToArray();
        _trainers.AddRange(started);
        foreach (var process in started)
        {
            await process.WaitUntilReadyAsync();
        }

        return started;
    }

    public async Task<SiloProcess> StartServingAsync() => await Cluster.StartReadyAsync("serving", "--config", _config);

    /// <summary>Starts a run and returns its id when it is fitting the round.</summary>
    public async Task<string> FitToRoundAsync(int round, int workers)
    {
        _run = await Api.StartTrainingAsync(Cancellation, Epochs);
        await WaitForAsync(_run, status => (int)status["round"]! >= round && Workers(status) == workers);
        return _run;
    }

    /// <summary>
    /// What runs reach that nothing happens to, with three seeds, on the interactions held out: NDCG@10 at least and at most. Fitted
    /// when first asked for, while no run goes on.
    /// </summary>
    public async Task<(double Least, double Most)> ReadUndisturbedAsync()
    {
        if (_undisturbed is not { } known)
        {
            var silos = await StartTrainersAsync(1);
            var reached = new List<double>();
            for (var seed = 1; seed <= 3; seed++)
            {
                reached.Add(QualityOf(await EndOfAsync(await Api.StartTrainingAsync(Cancellation, Epochs, seed))));
            }

            await silos[0].KillAsync();
            _undisturbed = known = (reached.Min(), reached.Max());
        }

        return known;
    }

    /// <summary>NDCG@10 of the model that the run has fitted.</summary>
    public static double QualityOf(JsonNode run) => (double)run["metrics"]!["ndcg@10"]!;

    /// <summary>Follows the run to its end; calls that fail meanwhile are made again.</summary>
    public async Task<JsonNode> EndOfAsync(string run) => await WaitForAsync(run, HasEnded);

    /// <summary>Ends what a test that failed left behind: its training silos, and its run, which would refuse the next one.</summary>
    public async Task ClearAsync()
    {
        foreach (var trainer in _trainers.Where(trainer => !trainer.HasExited))
        {
            await trainer.KillAsync();
        }

        _trainers.Clear();
        if (_run is { } run && !HasEnded(await WaitForAsync(run, status => (string?)status["state"] != Unknown)))
        {
            await Api.CancelTrainingAsync(run, Cancellation);
            await EndOfAsync(run);
        }
    }

    public async Task<JsonNode> WaitForAsync(string run, Func<JsonNode, bool> isSo) => await Eventually.Get(
        async () =>
        {
            try
            {
                return await Api.GetTrainingAsync(run, Cancellation);
            }
            catch (HttpRequestException)
            {
                return new JsonObject { ["state"] = Unknown, ["round"] = 0, ["workers"] = new JsonArray() };
            }
        },
        isSo,
        TimeSpan.FromMinutes(4));

    private static Task WriteConfigAsync(string file, object training) => File.WriteAllTextAsync(
        file,
        JsonSerializer.Serialize(new
        {
            SmartRetail = new { Training = training, Rounds = new { RoundsPerEpoch = 1, LeastPatience = "00:00:20" } },
        }));

    public static int Workers(JsonNode status) => status["workers"]!.AsArray().Count;

    private static bool HasEnded(JsonNode status) =>
        (string?)status["state"] is "Completed" or "Rejected" or "Failed" or "Cancelled";
}
