using SmartRetail.Benchmarks.Clusters;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.LoadTests.Calls;
using SmartRetail.Storage;

namespace SmartRetail.LoadTests.Clusters;

/// <summary>One process with every role over SQLite, as it is started on one machine.</summary>
internal sealed class LoneTarget : ITarget
{
    private const int SmallProducts = 300;

    private readonly LoneSilo _silo;

    private LoneTarget(LoneSilo silo, string store) => (_silo, Store) = (silo, store);

    public string Description => $"one process, SQLite, the store {Store}";

    public string Store { get; }

    public bool IsOurs => true;

    public HttpClient Api => _silo.Process.Api;

    public IReadOnlyList<(string Name, IReadOnlyList<int> Ids)> Processes => [("silo", [_silo.Process.Id])];

    /// <summary>With the sample store, as the first start makes it.</summary>
    public static async Task<LoneTarget> StartAsync() => new(await LoneSilo.StartWithSampleAsync(), "sample");

    /// <summary>With a store of some hundred products and nothing sold yet.</summary>
    public static async Task<LoneTarget> StartSmallAsync()
    {
        var store = new StoreId("small");
        return new(
            await LoneSilo.StartAsync(
                store,
                storage => storage.Catalog.PutAsync(store, [.. Enumerable.Range(0, SmallProducts).Select(SmallProduct)])),
            store.Value);
    }

    public async Task<IStoreCalls> ConnectAsync(CallPath path, int connections) => path == CallPath.Http
        ? new HttpCalls(
            () => [_silo.Process.Address], _silo.Process.Api.DefaultRequestHeaders.Authorization!.Parameter!, Store, connections)
        : new OrleansCalls(await _silo.ConnectAsync(), new(Store));

    public async Task<RetailStorage?> OpenStorageAsync() => await RetailStorage.OpenAsync(new() { DataFolder = _silo.DataFolder });

    public Task SufferAsync(Fault fault, CancellationToken cancellationToken) =>
        throw new NotSupportedException("--kill and --pause need --cluster: one process has nobody to go on for it");

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    private static Product SmallProduct(int number) => new()
    {
        Id = new($"p{number}"),
        Title = $"Product number {number}",
        Category = $"category-{number % 10}",
        Price = 1 + (number % 20),
    };
}
