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
            .Produces<ProfileAnswer>()
            .WithAnswer(
                """
                { "customer": "c-17", "version": 42,
                  "recent": [ { "kind": "Purchase", "product": "85123A", "occurredAt": "2026-03-02T10:00:00Z", "quantity": 2,
                                "price": 2.55, "query": null } ],
                  "counts": { "Purchase": 12, "View": 30 },
                  "categories": [ { "name": "Home", "weight": 3.2 } ], "brands": [], "meanPrice": 3.1, "sessions": 9,
                  "firstSeenAt": "2025-11-20T09:00:00Z", "lastSeenAt": "2026-03-02T10:00:00Z", "spent": 61.2,
                  "bought": [ "85123A" ], "disliked": [], "hourOfWeek": [ 0, 0, 3 ] }
                """);
        store.MapGet("/customers/{customer}/recently-viewed", ListRecentlyViewed)
            .RequireScope(Scope.Recommend)
            .WithName("ListRecentlyViewed")
            .WithTags("Customers")
            .WithSummary("The products that a customer viewed last")
            .WithDescription("Only what can be bought now and no rule of the store hides.")
            .Produces<RecentlyViewedAnswer>()
            .WithAnswer("""{ "customer": "c-17", "products": [ "85123A", "22423" ] }""");
        store.MapGet("/customers/{customer}/buy-again", ListBuyAgain)
            .RequireScope(Scope.Recommend)
            .WithName("ListBuyAgain")
            .WithTags("Customers")
            .WithSummary("What a customer has bought and will need again")
            .WithDescription(
                "By the intervals between the customer's own purchases, those of the product's other customers where they "
                + "are few, and the time since the last one. Only what can be bought now and no rule of the store hides.")
            .Produces<BuyAgainAnswer>()
            .WithAnswer(
                """
                { "customer": "c-17", "profileVersion": 42, "catalogVersion": 118, "products": [
                    { "product": "85123A", "position": 1, "score": 0.41, "times": 5,
                      "lastBoughtAt": "2026-02-03T10:00:00Z", "dueAt": "2026-03-04T21:00:00Z" } ] }
                """);
    }

    private static async Task<IResult> GetProfile(
        [FromRoute, Description("The store.")] string store,
        [FromRoute, Description("The customer.")] string customer,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        var profile = await grains.Customer(new StoreId(store), new CustomerId(customer)).GetProfile(cancellationToken);
        return ApiJson.Answer(ProfileAnswer.From(profile));
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
        return ApiJson.Answer(
            new RecentlyViewedAnswer(customer, [.. products.Select(product => product.Value)]));
    }

    private static async Task<IResult> ListBuyAgain(
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

        var list = await grains.Customer(new StoreId(store), new CustomerId(customer))
            .GetBuyAgain(count ?? DefaultCount, cancellationToken);
        return ApiJson.Answer(BuyAgainAnswer.From(list));
    }
}
