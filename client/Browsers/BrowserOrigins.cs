using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using SmartRetail.Client.Access;

namespace SmartRetail.Client.Browsers;

/// <summary>
/// Which pages a browser lets read the API's answers: those of any public key's origins. A browser asks before it sends a key, so
/// that a key is used by pages of its own origins alone is for <see cref="PublicCaller"/> to check. No cookie is let through.
/// </summary>
internal sealed class BrowserOrigins(ApiKeyRing keys) : ICorsPolicyProvider
{
    /// <summary>How long a browser need not ask again; browsers have limits of their own, of 2 hours and more.</summary>
    private static readonly TimeSpan Preflight = TimeSpan.FromHours(2);

    private static readonly CorsPolicy Script = new CorsPolicyBuilder().AllowAnyOrigin().Build();

    private readonly CorsPolicy _api = new CorsPolicyBuilder()
        .SetIsOriginAllowed(keys.AllowsOrigin)
        .WithMethods(HttpMethods.Get, HttpMethods.Post)
        .WithHeaders(
            HeaderNames.Authorization, HeaderNames.ContentType, HeaderNames.IfNoneMatch, PublicCaller.TokenHeader)
        .WithExposedHeaders(HeaderNames.RetryAfter, HeaderNames.ETag)
        .SetPreflightMaxAge(Preflight)
        .Build();

    public Task<CorsPolicy?> GetPolicyAsync(HttpContext context, string? policyName) => Task.FromResult(
        context.Request.Path switch
        {
            var path when path.StartsWithSegments("/v1") => _api,

            // So that a page may state the script's hash, which browsers check only of what they may read.
            var path when path == BeaconEndpoint.Path => Script,
            _ => null,
        });
}
