using System.Collections.Concurrent;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Storage;

namespace SmartRetail.Testing.Processes;

/// <summary>
/// Processes of one cluster on this machine around a PostgreSQL server of their own: started, stopped, paused and killed
/// by tests, each on its own free ports. Disposing it ends them all.
/// </summary>
public sealed class LocalCluster : IAsyncDisposable
{
    /// <summary>A store with 40 products, p1 to p40; each test has customers and products of its own in it.</summary>
    public static readonly StoreId Store = new("tests");

    private readonly string _folder = Directory.CreateTempSubdirectory("smartretail-cluster-").FullName;
    private readonly ConcurrentBag<SiloProcess> _processes = [];
    private readonly Dictionary<string, string> _variables;

    private LocalCluster(PostgresServer server, string database)
    {
        Server = server;
        Database = database;
        _variables = new()
        {
            ["SmartRetail__Storage__ConnectionString"] = database,
            [ClusterSecret.Variable] = ClusterSecret.WriteTo(_folder),
        };
    }

    public PostgresServer Server { get; }

    /// <summary>The connection string.</summary>
    public string Database { get; }

    /// <summary>The data folder that the processes share.</summary>
    public string Folder => _folder;

    /// <summary>The API key that the web processes accept.</summary>
    public string Key { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Starts the server and makes the store; no process yet.</summary>
    /// <param name="isDurable">Whether what is committed is on the disk, as it must be where the server is killed.</param>
    public static async Task<LocalCluster> CreateAsync(bool isDurable = false)
    {
        var server = isDurable ? await PostgresServer.StartDurableAsync() : await PostgresServer.StartAsync();
        var cluster = new LocalCluster(server, await server.CreateDatabaseAsync());
        await using var storage = await cluster.OpenStorageAsync();
        await MakeStoreAsync(storage);
        return cluster;
    }

    /// <summary>Makes the store with its products.</summary>
    public static async Task MakeStoreAsync(RetailStorage storage)
    {
        await storage.Catalog.CreateStoreAsync(Store);
        await storage.Catalog.PutAsync(Store, [.. Enumerable.Range(1, 40).Select(NumberedProduct)]);
    }

    private static Product NumberedProduct(int number) => new()
    {
        Id = new($"p{number}"),
        Title = $"Product number {number}",
        Category = number % 2 == 0 ? "even" : "odd",
        Price = number,
    };

    /// <summary>Opens the cluster's database beside its processes.</summary>
    public Task<RetailStorage> OpenStorageAsync() =>
        RetailStorage.OpenAsync(new() { DataFolder = _folder, ConnectionString = Database });

    /// <summary>
    /// Imports what a training run can learn from: customers who came on three days and took four products each time, in the
    /// order of their numbers or, half of them, against it, which counts cannot tell. Shoppers of a test act faster than people
    /// do, so a run leaves them out.
    /// </summary>
    public async Task ImportVisitsAsync(int customers, CancellationToken cancellationToken)
    {
        await using var storage = await OpenStorageAsync();
        var visits = from customer in Enumerable.Range(0, customers)
                     from step in Enumerable.Range(0, 12)
                     select new Interaction
                     {
                         Id = new($"visit-{customer}-{step}"),
                         Customer = new($"visitor-{customer}"),
                         Kind = InteractionKind.Purchase,
                         Product = new($"p{((customer + 40 + (customer % 2 == 0 ? step : -step)) % 40) + 1}"),
                         OccurredAt = TimeProvider.System.GetUtcNow().AddDays((step / 4) - 4).AddMinutes(step % 4),
                     };
        await storage.Interactions.ImportAsync(Store, [.. visits], cancellationToken);
    }

    /// <summary>Runs statements in the cluster's database.</summary>
    public Task ExecuteAsync(string sql) => PostgresServer.ExecuteAsync(Database, sql);

    /// <summary>Starts a process; returns at once. Wait for it with <see cref="SiloProcess.WaitUntilReadyAsync"/>.</summary>
    /// <param name="roles">serving, training, web, separated by commas.</param>
    public SiloProcess Start(string roles, params string[] options) => StartIn(ProcessPlace.Loopback, roles, options);

    internal SiloProcess StartIn(ProcessPlace place, string roles, params string[] options)
    {
        var process = new SiloProcess(
            Key, _variables, place, ["--role", roles, "--data", _folder, "--no-training", .. options]);
        _processes.Add(process);
        return process;
    }

    /// <summary>Starts a process and waits until it is ready.</summary>
    public async Task<SiloProcess> StartReadyAsync(string roles, params string[] options)
    {
        var process = Start(roles, options);
        await process.WaitUntilReadyAsync();
        return process;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Disposal.OfAllAsync(_processes);
        }
        finally
        {
            await EndAsync();
        }
    }

    private async Task EndAsync()
    {
        await Server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        File.Delete(_folder + ".keys");
    }
}
