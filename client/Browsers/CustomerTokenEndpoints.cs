using System.ComponentModel;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using SmartRetail.Client.Access;
using SmartRetail.Client.Documents;
using SmartRetail.Client.Problems;
using SmartRetail.Client.Requests;
using SmartRetail.Contracts;

namespace SmartRetail.Client.Browsers;

/// <summary>The shop's server lets a page speak for the customer who has signed in there.</summary>
internal static class CustomerTokenEndpoints
{
    public static void MapCustomerTokens(this IEndpointRouteBuilder store) =>
        store.MapPost("/customers/{customer}/token", Write)
            .RequireScope(Scope.Recommend)
            .WithName("WriteCustomerToken")
            .WithTags("Customers")
            .WithSummary("Let a page speak for a known customer")
            .WithDescription(
                "For the shop's server, which knows who has signed in. A page with a public key sends the token as "
                + "`Customer-Token`; it opens for this customer what the key of this call opens, and no more than a public key may.")
            .Produces<CustomerTokenAnswer>()
            .WithAnswer("""{ "customer": "c-17", "token": "CfDJ8O0x…", "expiresAt": "2026-01-31T21:30:00Z" }""");

    private static IResult Write(
        [FromRoute, Description("The store.")] string store,
        [FromRoute, Description("The customer who has signed in.")] string customer,
        ClaimsPrincipal caller,
        CustomerTokens tokens)
    {
        var known = new CustomerId(customer);
        if (known.IsAnonymous)
        {
            return ProblemTable.Invalid("customer", $"must be known: not begin with '{CustomerId.AnonymousPrefix}'");
        }

        var (text, expiresAt) = tokens.Write(
            new(store), known, [.. caller.FindAll(ApiKey.ScopeClaim).Select(claim => claim.Value)]);
        return ApiJson.Answer(new CustomerTokenAnswer(customer, text, expiresAt));
    }
}

/// <summary>What a page speaks for a customer with.</summary>
internal sealed record CustomerTokenAnswer(
    string Customer,
    [property: Description("Opaque; a page sends it as Customer-Token.")]
    string Token,
    [property: Description("From then on it opens nothing.")]
    DateTimeOffset ExpiresAt);
