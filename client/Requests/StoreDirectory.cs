using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using SmartRetail.Client.Problems;
using SmartRetail.Contracts;

namespace SmartRetail.Client.Requests;

/// <summary>
/// Knows for a few seconds which stores exist. Only existing stores are remembered: a store is found as soon as it is
/// made, and names that callers invent take no memory.
/// </summary>
internal sealed class StoreDirectory(IGrainFactory grains, IOptions<RetailClientOptions> options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<StoreId, long> _seen = new();

    public ValueTask<bool> ExistsAsync(StoreId store, CancellationToken cancellationToken) =>
        IsRemembered(store) ? ValueTask.FromResult(true) : AskAsync(store, cancellationToken);

    /// <summary>Answers 404 for a store that does not exist, before the handler runs.</summary>
    public static ValueTask<object?> Filter(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var http = invocation.HttpContext;
        var store = new StoreId(http.GetRouteValue("store") as string ?? "");
        var directory = (StoreDirectory)http.RequestServices.GetService(typeof(StoreDirectory))!;
        return directory.IsRemembered(store) ? next(invocation) : directory.FindFirstAsync(store, invocation, next);
    }

    private bool IsRemembered(StoreId store) =>
        _seen.TryGetValue(store, out var seenAt) && clock.GetElapsedTime(seenAt) < options.Value.StoreLifetime;

    private async ValueTask<object?> FindFirstAsync(
        StoreId store, EndpointFilterInvocationContext invocation, EndpointFilterDelegate next) =>
        await AskAsync(store, invocation.HttpContext.RequestAborted) ? await next(invocation) : ProblemTable.UnknownStore(store);

    private async ValueTask<bool> AskAsync(StoreId store, CancellationToken cancellationToken)
    {
        var askedAt = clock.GetTimestamp();
        var exists = await grains.Storefront(store).Exists(cancellationToken);
        if (exists)
        {
            _seen[store] = askedAt;
        }
        else
        {
            _seen.TryRemove(store, out _);
        }

        return exists;
    }
}
