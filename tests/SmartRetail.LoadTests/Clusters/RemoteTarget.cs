using SmartRetail.LoadTests.Calls;
using SmartRetail.Storage;

namespace SmartRetail.LoadTests.Clusters;

/// <summary>A store that runs already, somewhere, behind its API.</summary>
internal sealed class RemoteTarget : ITarget
{
    private readonly string _key;

    public RemoteTarget(Uri url, string key, string store)
    {
        (_key, Store) = (key, store);
        Api = new() { BaseAddress = url, Timeout = TimeSpan.FromSeconds(30) };
        Api.DefaultRequestHeaders.Authorization = new("Bearer", key);
    }

    public string Description => $"{Api.BaseAddress}, store {Store}";

    public string Store { get; }

    public bool IsOurs => false;

    public HttpClient Api { get; }

    public IReadOnlyList<(string Name, IReadOnlyList<int> Ids)> Processes => [];

    public Task<IStoreCalls> ConnectAsync(CallPath path, int connections) => path == CallPath.Http
        ? Task.FromResult<IStoreCalls>(new HttpCalls(() => [Api.BaseAddress!], _key, Store, connections))
        : throw new NotSupportedException("--via orleans needs --start or --cluster: a client of the cluster has its secret");

    public Task<RetailStorage?> OpenStorageAsync() => Task.FromResult<RetailStorage?>(null);

    public Task SufferAsync(Fault fault, CancellationToken cancellationToken) =>
        throw new NotSupportedException("--kill and --pause need --cluster: processes that this tool has started");

    public ValueTask DisposeAsync()
    {
        Api.Dispose();
        return ValueTask.CompletedTask;
    }
}
