using SmartRetail.ClusterTests.Processes;

namespace SmartRetail.ClusterTests.Faults;

/// <summary>
/// Two serving silos and two entrances over a database that keeps what it has committed, for one fault after another. A
/// fault that ends a process puts another one in its place. What was seen is written to a table at the end.
/// </summary>
public sealed class FaultCluster : IAsyncLifetime
{
    private readonly List<FaultRow> _rows = [];
    private LocalCluster? _cluster;
    private int _loads;

    public LocalCluster Cluster => _cluster!;

    public SiloProcess[] Serving { get; } = new SiloProcess[2];

    public SiloProcess[] Webs { get; } = new SiloProcess[2];

    /// <summary>Time that shoppers are answered before a fault and after it.</summary>
    internal static TimeSpan Calm { get; } = IsLong ? TimeSpan.FromSeconds(20) : TimeSpan.FromSeconds(3);

    private static bool IsLong => Environment.GetEnvironmentVariable("SMARTRETAIL_FAULTS") == "long";

    private static int Shoppers => IsLong ? 48 : 16;

    public async ValueTask InitializeAsync()
    {
        _cluster = await LocalCluster.CreateAsync(isDurable: true);
        for (var at = 0; at < 2; at++)
        {
            (Serving[at], Webs[at]) = (Cluster.Start("serving"), Cluster.Start("web"));
        }

        foreach (var process in (SiloProcess[])[.. Serving, .. Webs])
        {
            await process.WaitUntilReadyAsync();
        }
    }

    /// <summary>Shoppers act, the fault happens, they go on; then their ledgers are held against the data.</summary>
    internal Task<FaultRow> SufferAsync(string fault, Func<ShoppingLoad, Task> happen, CancellationToken cancellationToken) =>
        SufferAsync(fault, Cluster, Webs, happen, cancellationToken);

    /// <summary>The same with another cluster than this one.</summary>
    internal async Task<FaultRow> SufferAsync(
        string fault,
        LocalCluster cluster,
        IReadOnlyList<SiloProcess> webs,
        Func<ShoppingLoad, Task> happen,
        CancellationToken cancellationToken)
    {
        await using var load = ShoppingLoad.Start(cluster, webs, $"s{++_loads}", Shoppers, cancellationToken);
        await load.ShopAsync(Calm, cancellationToken);
        await happen(load);
        await load.ShopAsync(Calm, cancellationToken);
        await load.EndAsync();
        var row = await LedgerCheck.RunAsync(fault, load.Ledgers, cluster, new(webs[0].Api), cancellationToken);
        _rows.Add(row);
        TestContext.Current.SendDiagnosticMessage(row.ToString());
        return row;
    }

    public async ValueTask DisposeAsync()
    {
        // First: what cannot be written must leave no process behind.
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }

        if (Environment.GetEnvironmentVariable("ARTIFACTS") is { Length: > 0 } folder)
        {
            await File.WriteAllLinesAsync(
                Path.Combine(folder, "faults.txt"), [FaultRow.Header, .. _rows.Select(row => row.ToString())]);
        }
    }
}
