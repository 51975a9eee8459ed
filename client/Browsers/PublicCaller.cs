using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using SmartRetail.Client.Access;
using SmartRetail.Client.Problems;
using SmartRetail.Client.Requests;
using SmartRetail.Contracts;

namespace SmartRetail.Client.Browsers;

/// <summary>
/// A page that calls with a public key. Everybody can read such a key, so it proves nothing about who calls: it opens only
/// endpoints that are marked for it, and of known customers only the one whose token the page carries. The id of an anonymous
/// customer is random and kept by one browser; who has it may read what was made for it.
/// </summary>
internal sealed class PublicCaller
{
    /// <summary>The header that carries a <see cref="CustomerToken"/>.</summary>
    public const string TokenHeader = "Customer-Token";

    private readonly HttpContext _context;
    private readonly CustomerToken? _token;

    private PublicCaller(HttpContext context, CustomerToken? token) => (_context, _token) = (context, token);

    /// <summary>Returns the page that calls, or null when the key is a secret one.</summary>
    public static PublicCaller? Of(HttpContext context)
    {
        if (!IsPublic(context.User))
        {
            return null;
        }

        var store = new StoreId(context.GetRouteValue("store") as string ?? "");
        var tokens = context.RequestServices.GetRequiredService<CustomerTokens>();
        return new(context, tokens.Read(store, context.Request.Headers[TokenHeader].ToString()));
    }

    /// <summary>Whether the page may act for the customer in what the endpoint does.</summary>
    public bool SpeaksFor(CustomerId customer) =>
        customer.IsAnonymous || (_token is { } token && token.Customer == customer.Value && token.Opens(NeededScope));

    /// <summary>Refuses what a public key may not do, before the handler runs.</summary>
    public static ValueTask<object?> Filter(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next) =>
        Of(invocation.HttpContext)?.Refuse() is { } problem ? ValueTask.FromResult<object?>(problem) : next(invocation);

    public static bool IsPublic(ClaimsPrincipal caller) => caller.HasClaim(claim => claim.Type == ApiKey.OriginClaim);

    private string NeededScope => _context.GetEndpoint()!.Metadata.GetRequiredMetadata<ScopeMetadata>().Scope.ToText();

    private Problem? Refuse()
    {
        if (_context.GetEndpoint()?.Metadata.GetMetadata<OpenToPagesMetadata>() is null)
        {
            return ProblemTable.NotForPages();
        }

        // Browsers leave the origin out when a page reads from its own; nothing else can be concluded from its absence.
        var origin = _context.Request.Headers[HeaderNames.Origin].ToString();
        if (origin.Length > 0 && !_context.User.HasClaim(ApiKey.OriginClaim, origin))
        {
            return ProblemTable.OtherOrigin(origin);
        }

        var customer = _context.GetRouteValue("customer") is null
            ? (CustomerId?)null
            : new CustomerId(RoutePath.ReadValue(_context, "customer"));
        return customer is { } known && !SpeaksFor(known) ? ProblemTable.OtherCustomer(known) : null;
    }
}

/// <summary>Says that a page may call the endpoint with a public key.</summary>
internal sealed record OpenToPagesMetadata;

internal static class OpenToPagesConventions
{
    extension<TBuilder>(TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder
    {
        /// <summary>Lets pages call the endpoint with a public key, for the customers that they speak for.</summary>
        public TBuilder OpenToPages() => endpoint.WithMetadata(new OpenToPagesMetadata());
    }
}
