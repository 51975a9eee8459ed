using SmartRetail.Contracts;
using SmartRetail.Hosting.Tls;
using SmartRetail.Storage;
using SmartRetail.Testing.Processes;

namespace SmartRetail.Benchmarks.Clusters;

/// <summary>The executable as it is started on one machine: one process over an embedded database, with a store of its own.</summary>
internal sealed class LoneSilo : IAsyncDisposable
{
    private readonly ReservedPort _gateway = new();
    private readonly string _folder;

    private LoneSilo(string folder, IReadOnlyDictionary<string, string>? variables, params string[] options)
    {
        _folder = folder;
        Process = new(
            Guid.NewGuid().ToString("N"),
            new Dictionary<string, string>(variables ?? new Dictionary<string, string>())
            {
                [ClusterSecret.Variable] = ClusterSecret.WriteTo(folder),
            },
            ProcessPlace.Loopback,
            ["--data", folder, "--no-training", "--gateway-port", $"{_gateway.Number}", .. options]);
    }

    public SiloProcess Process { get; }

    public string DataFolder => _folder;

    /// <summary>Makes the store and starts the process; returns when it is ready.</summary>
    /// <param name="fill">Writes what the store has before the process starts.</param>
    /// <param name="variables">Of the process' environment, beyond this one's.</param>
    public static async Task<LoneSilo> StartAsync(
        StoreId store, Func<RetailStorage, Task>? fill = null, IReadOnlyDictionary<string, string>? variables = null)
    {
        var folder = Directory.CreateTempSubdirectory("smartretail-benchmark-").FullName;
        await using (var storage = await RetailStorage.OpenAsync(new() { DataFolder = folder }))
        {
            await storage.Catalog.CreateStoreAsync(store);
            await (fill?.Invoke(storage) ?? Task.CompletedTask);
        }

        var silo = new LoneSilo(folder, variables, "--no-sample");
        await silo.Process.WaitUntilReadyAsync();
        return silo;
    }

    /// <summary>Starts the process with the sample store; returns when it is ready.</summary>
    public static async Task<LoneSilo> StartWithSampleAsync()
    {
        var silo = new LoneSilo(Directory.CreateTempSubdirectory("smartretail-benchmark-").FullName, variables: null);
        await silo.Process.WaitUntilReadyAsync();
        return silo;
    }

    public Task<RetailClient> ConnectAsync(ClusterTlsOptions? tls = null) => RetailClient.ConnectAsync(_gateway.Number, tls);

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        _gateway.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
