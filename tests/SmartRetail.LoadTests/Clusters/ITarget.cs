using SmartRetail.LoadTests.Calls;
using SmartRetail.LoadTests.Measures;
using SmartRetail.Storage;

namespace SmartRetail.LoadTests.Clusters;

/// <summary>What a run acts on.</summary>
internal interface ITarget : IAsyncDisposable
{
    /// <summary>In words, for a report.</summary>
    string Description { get; }

    string Store { get; }

    /// <summary>Whether the tool has started it, so that it may change its stock and kill its processes.</summary>
    bool IsOurs { get; }

    /// <summary>Its processes on this machine, for <see cref="ProcessWatch"/>.</summary>
    IReadOnlyList<(string Name, IReadOnlyList<int> Ids)> Processes { get; }

    /// <summary>Its API at one entrance, with its key; null where it has none of ours.</summary>
    HttpClient? Api { get; }

    Task<IStoreCalls> ConnectAsync(CallPath path, int connections);

    /// <summary>Opens its database; null where it cannot be reached but through the API.</summary>
    Task<RetailStorage?> OpenStorageAsync();

    /// <summary>Lets a fault happen, and undoes it after its time; returns when what was killed is ready again.</summary>
    Task SufferAsync(Fault fault, CancellationToken cancellationToken);
}
