namespace SmartRetail.ClusterTests.Processes;

/// <summary>
/// Two serving silos, a training silo and two web processes, for every test of the collection. A test that ends a silo
/// starts one more for it.
/// </summary>
public sealed class StandingCluster : IAsyncLifetime
{
    private LocalCluster? _cluster;

    public LocalCluster Cluster => _cluster!;

    public IReadOnlyList<SiloProcess> Serving { get; private set; } = [];

    public SiloProcess Training { get; private set; } = null!;

    /// <summary>Two entrances of one shop: clients of the cluster, and no silos.</summary>
    public IReadOnlyList<StoreApi> Entrances { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        _cluster = await LocalCluster.CreateAsync();
        Serving = [Cluster.Start("serving"), Cluster.Start("serving")];
        Training = Cluster.Start("training");
        SiloProcess[] webs = [Cluster.Start("web"), Cluster.Start("web")];
        foreach (var process in (SiloProcess[])[.. Serving, Training, .. webs])
        {
            await process.WaitUntilReadyAsync();
        }

        Entrances = [.. webs.Select(web => new StoreApi(web.Api))];
    }

    public ValueTask DisposeAsync() => _cluster is null ? ValueTask.CompletedTask : _cluster.DisposeAsync();
}

/// <summary>Tests of processes run one after the other: each needs the machine for itself.</summary>
[CollectionDefinition(nameof(ProcessTests), DisableParallelization = true)]
public sealed class ProcessTests : ICollectionFixture<StandingCluster>;
