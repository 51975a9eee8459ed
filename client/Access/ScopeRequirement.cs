using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SmartRetail.Contracts;

namespace SmartRetail.Client.Access;

/// <summary>Demands that the key has the scope, for the store that the route names.</summary>
internal sealed record ScopeRequirement(Scope Scope) : IAuthorizationRequirement;

/// <summary>The scope that an endpoint states, for the refusal's text and the API document.</summary>
internal sealed record ScopeMetadata(Scope Scope);

/// <summary>Answers <see cref="ScopeRequirement"/>. A route without a store needs a key for all stores.</summary>
internal sealed class ScopeAuthorizationHandler : AuthorizationHandler<ScopeRequirement>
{
    protected override Task HandleRequirementAsync(
        AuthorizationHandlerContext context, ScopeRequirement requirement)
    {
        if (context.Resource is HttpContext http
            && ApiKey.Has(context.User, requirement.Scope)
            && ApiKey.Covers(context.User, ReadStore(http)))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }

    private static StoreId? ReadStore(HttpContext http) =>
        http.GetRouteValue("store") is string store ? new StoreId(store) : null;
}

internal static class ScopeConventions
{
    extension<TBuilder>(TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder
    {
        /// <summary>States the scope that a key needs to call the endpoint.</summary>
        public TBuilder RequireScope(Scope scope) =>
            endpoint.WithMetadata(new ScopeMetadata(scope)).RequireAuthorization(scope.PolicyName);
    }
}
