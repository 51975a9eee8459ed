using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using SmartRetail.Client.Access;
using SmartRetail.Client.Documents;
using SmartRetail.Client.Problems;
using SmartRetail.Client.Requests;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.Client.Customers;

/// <summary>What is known of a customer.</summary>
internal static class CustomerEndpoints
{
    private const int DefaultCount = 10;

    public static void MapCustomers(this IEndpointRouteBuilder store)
    {
        store.MapGet("/customers/{customer}/profile", GetProfile)
            .RequireScope(Scope.Privacy)
            .WithName("GetProfile")
            .WithTags("Customers")
            .WithSummary("What is known of a customer")
            .WithDescription("A customer who is not known yet has version 0 and nothing else.")
            .Produces<ProfileAnswer>();
        store.MapGet("/customers/{customer}/recently-viewed", ListRecentlyViewed)
            .RequireScope(Scope.Recommend)
            .WithName("ListRecentlyViewed")
            .WithTags("Customers")
            .WithSummary("The products that a customer viewed last")
            .Produces<RecentlyViewedAnswer>()
            .WithAnswer("""{ "customer": "c-17", "products": [ "85123A", "22423" ] }""");
    }

    private static async Task<IResult> GetProfile(
        [FromRoute, Description("The store.")] string store,
        [FromRoute, Description("The customer.")] string customer,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        var profile = await grains.Customer(new StoreId(store), new CustomerId(customer)).GetProfile(cancellationToken);
        return Results.Json(ProfileAnswer.From(profile), ApiJson.Writing);
    }

    private static async Task<IResult> ListRecentlyViewed(
        [FromRoute, Description("The store.")] string store,
        [FromRoute, Description("The customer.")] string customer,
        [FromQuery, Description("How many products, from 1 to 100. Default: 10.")] int? count,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        if (count is < 1 or > RecommendationRequest.MaxCount)
        {
            return ProblemTable.Invalid("count", $"must be from 1 to {RecommendationRequest.MaxCount}");
        }

        var products = await grains.Customer(new StoreId(store), new CustomerId(customer))
            .GetRecentlyViewed(count ?? DefaultCount, cancellationToken);
        return Results.Json(
            new RecentlyViewedAnswer(customer, [.. products.Select(product => product.Value)]), ApiJson.Writing);
    }
}
