using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace SmartRetail.Client.Access;

/// <summary>
/// Finds out who calls: an endpoint of the API by its key, a page by its cookie, and neither by both. A key is looked up here,
/// without the framework's authentication service, which makes a handler for each request; what is refused goes through it.
/// </summary>
internal sealed class CallerAuthentication : IAuthorizationMiddlewareResultHandler
{
    private static readonly PathString Api = "/v1";

    private readonly AuthorizationMiddlewareResultHandler _pages = new();

    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (IsOfApi(context))
        {
            if (ApiKeyAuthenticationHandler.Find(context) is { } key)
            {
                context.User = key.ApiPrincipal;
            }

            return next(context);
        }

        return context.Request.Path.StartsWithSegments(Api) ? next(context) : AuthenticatePage(context, next);
    }

    public Task HandleAsync(
        RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded || !IsOfApi(context))
        {
            return _pages.HandleAsync(next, context, policy, authorizeResult);
        }

        return authorizeResult.Challenged
            ? context.ChallengeAsync(ApiKeyAuthenticationHandler.SchemeName)
            : context.ForbidAsync(ApiKeyAuthenticationHandler.SchemeName);
    }

    private static bool IsOfApi(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<ScopeMetadata>() is not null;

    private static async Task AuthenticatePage(HttpContext context, RequestDelegate next)
    {
        // Where the sign-in leads back to: the framework's own middleware has looked before the prefix of a proxy was cut off.
        context.Features.Set<IAuthenticationFeature>(new AuthenticationFeature
        {
            OriginalPath = context.Request.Path,
            OriginalPathBase = context.Request.PathBase,
        });
        if (await context.AuthenticateAsync(ConsolePolicy.Scheme) is { Principal: { } visitor })
        {
            context.User = visitor;
        }

        await next(context);
    }
}
