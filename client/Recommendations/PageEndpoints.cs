using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using SmartRetail.Client.Access;
using SmartRetail.Client.Browsers;
using SmartRetail.Client.Documents;
using SmartRetail.Client.Interactions;
using SmartRetail.Client.Requests;
using SmartRetail.Contracts;

namespace SmartRetail.Client.Recommendations;

/// <summary>All lists of a page in one call.</summary>
internal static class PageEndpoints
{
    public static void MapPage(this IEndpointRouteBuilder store) =>
        store.MapPost("/customers/{customer}/page", GetPage)
            .RequireScope(Scope.Recommend)
            .OpenToPages()
            .WithName("GetPage")
            .WithTags("Recommendations")
            .WithSummary("Several lists for one customer, with no product twice")
            .WithDescription(
                "All slots are made with one version of the customer and of the catalog. A slot has the best products that no slot "
                + "before it shows; slots before it give way only where it would not be full otherwise. RecentlyViewed and "
                + "BuyAgain are never filled up; all others are, as long as the store has products.")
            .Accepts<PageBody>("application/json")
            .Produces<PageAnswer>()
            .WithExample(
                """
                { "slots": [ { "slot": "hero", "list": "ForYou", "count": 12 },
                             { "slot": "again", "list": "BuyAgain", "count": 4 },
                             { "slot": "beside", "list": "Similar", "products": [ "85123A" ], "count": 6 } ] }
                """)
            .WithAnswer(
                """
                { "customer": "c-17", "profileVersion": 42, "modelVersion": 3, "catalogVersion": 118, "slots": [
                    { "slot": "hero", "list": "ForYou", "recommendationId": "r-1", "tier": "personal",
                      "products": [ { "product": "22423", "position": 1, "score": 0.21 } ] } ] }
                """);

    private static async Task<IResult> GetPage(
        [FromRoute, Description("The store.")] string store,
        [FromRoute, Description("The customer.")] string customer,
        HttpRequest request,
        IGrainFactory grains,
        AcknowledgedVersions acknowledged,
        CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<PageBody>(request);
        var (id, of) = (new StoreId(store), new CustomerId(customer));
        var page = await grains.Recommendations(id, of)
            .GetPage(acknowledged.Complete(body.ToRequest(), id, of), cancellationToken);
        return ApiJson.Answer(PageAnswer.From(page));
    }
}
