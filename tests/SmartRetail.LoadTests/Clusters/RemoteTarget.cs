using SmartRetail.LoadTests.Calls;
using SmartRetail.Storage;

namespace SmartRetail.LoadTests.Clusters;

/// <summary>A store that runs already, somewhere, behind its API.</summary>
internal sealed class RemoteTarget(Uri url, string key, string store) : ITarget
{
    public string Description => $"{url}, store {store}";

    public string Store => store;

    public bool IsOurs => false;

    public IReadOnlyList<(string Name, IReadOnlyList<int> Ids)> Processes => [];

    public Task<IStoreCalls> ConnectAsync(CallPath path, int connections) => path == CallPath.Http
        ? Task.FromResult<IStoreCalls>(new HttpCalls(() => [url], key, store, connections))
        : throw new NotSupportedException("--via orleans needs --start or --cluster: a client of the cluster has its secret");

    public Task<RetailStorage?> OpenStorageAsync() => Task.FromResult<RetailStorage?>(null);

    public Task SufferAsync(Fault fault, CancellationToken cancellationToken) =>
        throw new NotSupportedException("--kill and --pause need --cluster: processes that this tool has started");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
