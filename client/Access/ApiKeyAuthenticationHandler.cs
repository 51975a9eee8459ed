using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using SmartRetail.Client.Problems;

namespace SmartRetail.Client.Access;

/// <summary>Reads <c>Authorization: Bearer KEY</c>. The key itself is neither logged nor kept.</summary>
internal sealed class ApiKeyAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    ApiKeyRing keys) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "api-key";

    private const string Bearer = "Bearer ";

    private const string Realm = "Bearer realm=\"smart-retail\"";

    /// <summary>Returns the key that the request presents, and leaves it with its features; null when that opens nothing.</summary>
    public static ApiKey? Find(HttpContext context)
    {
        var header = context.Request.Headers.Authorization;
        var presented = header.Count == 1 && header[0] is { } value
            && value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? value[Bearer.Length..].Trim()
            : "";
        var key = presented.Length > 0 ? context.RequestServices.GetRequiredService<ApiKeyRing>().Find(presented) : null;
        if (key is not null)
        {
            context.Features.Set(key);
        }

        return key;
    }

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
        Find(Context) is { } key ? AuthenticateResult.Success(new(key.ApiPrincipal, SchemeName))
        : Request.Headers.Authorization.Count == 0 ? AuthenticateResult.NoResult()
        : AuthenticateResult.Fail("The key is not known."));

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var presented = Request.Headers.Authorization.Count > 0;
        if (presented && keys.Version is null)
        {
            // It may be a good one: nobody has told this process yet.
            await ProblemTable.TimedOut().ExecuteAsync(Context);
            return;
        }

        Response.Headers[HeaderNames.WWWAuthenticate] = presented ? $"{Realm}, error=\"invalid_token\"" : Realm;
        await ProblemTable.Unauthorized(presented).ExecuteAsync(Context);
    }

    protected override async Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var scope = Context.GetEndpoint()?.Metadata.GetMetadata<ScopeMetadata>()?.Scope;
        var principal = (await HandleAuthenticateOnceSafeAsync()).Principal;
        if (scope is { } needed && (principal is null || !ApiKey.Has(principal, needed)))
        {
            Response.Headers[HeaderNames.WWWAuthenticate] =
                $"{Realm}, error=\"insufficient_scope\", scope=\"{needed.ToText()}\"";
            await ProblemTable.MissingScope(needed).ExecuteAsync(Context);
            return;
        }

        await ProblemTable.OtherStore().ExecuteAsync(Context);
    }
}
