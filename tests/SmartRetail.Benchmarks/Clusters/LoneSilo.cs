using System.Diagnostics;
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
    private readonly IReadOnlyDictionary<string, string> _variables;
    private readonly string[] _options;

    private LoneSilo(string folder, IReadOnlyDictionary<string, string>? variables, params string[] options)
    {
        (_folder, _options) = (folder, options);
        _variables = new Dictionary<string, string>(variables ?? new Dictionary<string, string>())
        {
            [ClusterSecret.Variable] = ClusterSecret.WriteTo(folder),
        };
        Process = StartProcess();
    }

    /// <summary>The one that runs now.</summary>
    public SiloProcess Process { get; private set; }

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

    /// <summary>
    /// Ends the process as an operator does, and starts another over the same data; returns how long that one took until it was
    /// ready.
    /// </summary>
    public async Task<TimeSpan> RestartAsync()
    {
        await Process.StopAsync();
        await Process.DisposeAsync();
        var started = Stopwatch.GetTimestamp();
        Process = StartProcess();
        await Process.WaitUntilReadyAsync();
        return Stopwatch.GetElapsedTime(started);
    }

    public Task<RetailClient> ConnectAsync(ClusterTlsOptions? tls = null) => RetailClient.ConnectAsync(_gateway.Number, tls);

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        _gateway.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private SiloProcess StartProcess() => new(
        Guid.NewGuid().ToString("N"),
        _variables,
        ProcessPlace.Loopback,
        ["--data", _folder, "--no-training", "--gateway-port", $"{_gateway.Number}", .. _options]);
}
