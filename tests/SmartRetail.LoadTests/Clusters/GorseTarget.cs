using SmartRetail.LoadTests.Calls;
using SmartRetail.LoadTests.Peers;
using SmartRetail.Storage;
using SmartRetail.Testing;

namespace SmartRetail.LoadTests.Clusters;

/// <summary>A Gorse server that runs already, in place of a store of ours.</summary>
/// <param name="key">Its api_key; null where it has none.</param>
/// <param name="popular">The name of its recommender that popular lists come from; null: its latest items.</param>
internal sealed class GorseTarget(Uri url, string? key, string? popular) : ITarget
{
    public string Description => $"Gorse at {url}, popular lists of {popular ?? "its latest items"}";

    public string Store => "gorse";

    public bool IsOurs => false;

    public HttpClient? Api => null;

    public IReadOnlyList<(string Name, IReadOnlyList<int> Ids)> Processes => [];

    /// <summary>Puts the sample store into it.</summary>
    public async Task FillAsync(CancellationToken cancellationToken)
    {
        await using var calls = new GorseCalls(url, key, popular, connections: 1);
        await calls.CheckReadyAsync(cancellationToken);
        try
        {
            var folder = Path.Combine(Path.GetDirectoryName(BuildTree.Silo)!, "SampleStore");
            await GorseFill.RunAsync(calls, folder, Console.WriteLine, cancellationToken);
        }
        catch (CallFailedException failure)
        {
            throw new CannotStartException($"Gorse at {url} has not taken the sample store: {failure.Message}", failure);
        }
    }

    public async Task<IStoreCalls> ConnectAsync(CallPath path, int connections)
    {
        var calls = new GorseCalls(url, key, popular, connections);
        try
        {
            await calls.ProbeAsync(CancellationToken.None);
            return calls;
        }
        catch (CallFailedException failure)
        {
            await calls.DisposeAsync();
            throw new CannotStartException($"Gorse at {url} cannot be asked: {failure.Message}", failure);
        }
    }

    public Task<RetailStorage?> OpenStorageAsync() => Task.FromResult<RetailStorage?>(null);

    public Task SufferAsync(Fault fault, CancellationToken cancellationToken) =>
        throw new NotSupportedException("--kill and --pause need --cluster: processes that this tool has started");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
