using System.Globalization;
using Npgsql;
using SmartRetail.Benchmarks.Clusters;
using SmartRetail.LoadTests.Calls;
using SmartRetail.Storage;
using SmartRetail.Testing.Processes;

namespace SmartRetail.LoadTests.Clusters;

/// <summary>A whole cluster of this machine: silos, web processes and a PostgreSQL server that loses nothing.</summary>
internal sealed class ClusterTarget : ITarget
{
    private readonly ClusterPlan _plan;
    private readonly LocalCluster _cluster;
    private readonly Dictionary<string, SiloProcess[]> _processes;

    private ClusterTarget(ClusterPlan plan, LocalCluster cluster)
    {
        _plan = plan;
        _cluster = cluster;
        _processes = plan.Roles.ToDictionary(role => role.Key, role => new SiloProcess[role.Value], StringComparer.Ordinal);
    }

    public string Description => $"{_plan}, PostgreSQL with fsync, the sample store";

    public string Store => "sample";

    public bool IsOurs => true;

    public HttpClient Api => _processes["web"][0].Api;

    public IReadOnlyList<(string Name, IReadOnlyList<int> Ids)> Processes =>
    [
        .. _processes.SelectMany(role => role.Value.Select((process, at) =>
            (string.Create(CultureInfo.InvariantCulture, $"{role.Key} {at + 1}"), (IReadOnlyList<int>)[process.Id]))),
        ("postgres", ListPostgres()),
    ];

    /// <summary>Starts the server and the processes; returns when all are ready.</summary>
    public static async Task<ClusterTarget> StartAsync(ClusterPlan plan)
    {
        var target = new ClusterTarget(plan, await LocalCluster.CreateAsync(isDurable: true));
        try
        {
            // The first silo alone brings the sample: two would both begin to.
            target._processes["serving"][0] = await target._cluster.StartReadyAsync("serving", "--sample");
            foreach (var (role, processes) in target._processes)
            {
                for (var at = role == "serving" ? 1 : 0; at < processes.Length; at++)
                {
                    processes[at] = await target._cluster.StartReadyAsync(role);
                }
            }

            return target;
        }
        catch
        {
            await target.DisposeAsync();
            throw;
        }
    }

    public async Task<IStoreCalls> ConnectAsync(CallPath path, int connections) => path == CallPath.Http
        ? new HttpCalls(() => Array.ConvertAll(_processes["web"], web => web.Address), _cluster.Key, Store, connections)
        : new OrleansCalls(await RetailClient.ConnectAsync(_cluster.Database), new(Store));

    public async Task<RetailStorage?> OpenStorageAsync() => await _cluster.OpenStorageAsync();

    public async Task SufferAsync(Fault fault, CancellationToken cancellationToken)
    {
        if (fault.Role == "database")
        {
            await _cluster.Server.KillAsync();
            await Task.Delay(fault.For, cancellationToken);
            await _cluster.Server.RestartAsync();
            return;
        }

        var processes = _processes.GetValueOrDefault(fault.Role, []);
        if (fault.Number > processes.Length)
        {
            throw new NotSupportedException($"{fault}: the cluster has {_plan}");
        }

        await SufferAsync(fault, processes[fault.Number - 1], cancellationToken);
        if (processes[fault.Number - 1].HasExited)
        {
            processes[fault.Number - 1] = await _cluster.StartReadyAsync(fault.Role);
        }
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    private static async Task SufferAsync(Fault fault, SiloProcess process, CancellationToken cancellationToken)
    {
        if (fault.Kind == FaultKind.Kill)
        {
            await process.KillAsync();
            await Task.Delay(fault.For, cancellationToken);
            return;
        }

        process.Pause();
        await Task.Delay(fault.For, cancellationToken);
        process.Resume();

        // One that was given up finds out when it looks at the membership, and ends.
        using var grace = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        grace.CancelAfter(TimeSpan.FromSeconds(10));
        await process.WaitForExitAsync(grace.Token).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private List<int> ListPostgres()
    {
        var folder = new NpgsqlConnectionStringBuilder(_cluster.Database).Host!;
        try
        {
            var first = File.ReadLines(Path.Combine(folder, "data", "postmaster.pid")).First();
            var postmaster = int.Parse(first, CultureInfo.InvariantCulture);
            return [postmaster, .. ProcessTree.Children(postmaster)];
        }
        catch (IOException)
        {
            // It is being started again.
            return [];
        }
    }
}
