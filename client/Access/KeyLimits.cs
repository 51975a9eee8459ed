using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using SmartRetail.Client.Problems;

namespace SmartRetail.Client.Access;

/// <summary>
/// Holds each key to its limits, in this process: behind a load balancer a key may have as much from each web process. A public
/// key's rate counts for each address of its own, for its holders are everybody.
/// </summary>
internal sealed class KeyLimits(TimeProvider clock)
{
    /// <summary>An IPv6 subscriber has a network of addresses, not one.</summary>
    private const int NetworkBytes = 8;

    private static readonly TimeSpan ConcurrencyRetry = TimeSpan.FromSeconds(1);

    private readonly CallBudget<(string Key, string? Address)> _rates = new(clock);
    private readonly ConcurrentDictionary<string, int> _underWay = new();

    public Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Features.Get<ApiKey>() is not { } key)
        {
            return next(http);
        }

        var perMinute = key.Grant.RequestsPerMinute ?? (key.Grant.IsPublic ? ApiKeyGrant.PublicRate : null);
        if (perMinute is { } rate && TryTake(key, rate, http) is { } wait)
        {
            return ProblemTable.TooMany($"The key may make {rate} requests a minute.", wait).ExecuteAsync(http);
        }

        return key.Grant.MaxConcurrent is { } limit ? InvokeWithinAsync(limit, key, http, next) : next(http);
    }

    private async Task InvokeWithinAsync(int limit, ApiKey key, HttpContext http, RequestDelegate next)
    {
        try
        {
            if (_underWay.AddOrUpdate(key.Fingerprint, 1, static (_, count) => count + 1) > limit)
            {
                await ProblemTable.TooMany($"The key may have {limit} requests under way at a time.", ConcurrencyRetry)
                    .ExecuteAsync(http);
                return;
            }

            await next(http);
        }
        finally
        {
            _underWay.AddOrUpdate(key.Fingerprint, 0, static (_, count) => count - 1);
        }
    }

    private TimeSpan? TryTake(ApiKey key, int perMinute, HttpContext http) => _rates.TryTake(
        (key.Fingerprint, key.Grant.IsPublic ? ToNetwork(http.Connection.RemoteIpAddress) : null), perMinute);

    /// <summary>Returns what a limit counts as one address.</summary>
    public static string ToNetwork(IPAddress? address)
    {
        if (address is null)
        {
            return "";
        }

        return address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false }
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, NetworkBytes))
            : address.MapToIPv4().ToString();
    }
}
