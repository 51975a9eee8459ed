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

/// <summary>The order of a search's or a category's products for one customer.</summary>
internal static class RankEndpoints
{
    public static void MapRank(this IEndpointRouteBuilder store) =>
        store.MapPost("/customers/{customer}/rank", Rank)
            .RequireScope(Scope.Recommend)
            .OpenToPages()
            .WithName("Rank")
            .WithTags("Recommendations")
            .WithSummary("Put given products in order for one customer")
            .WithDescription(
                "By the scores of recommendations, with every interaction that was acknowledged before this request. What "
                + "the customer has seen, bought or disliked stays: the page has decided to show it.")
            .Accepts<RankBody>("application/json")
            .Produces<RankAnswer>()
            .WithExample("""{ "products": [ "85123A", "22423", "retired" ], "slot": "search", "drop": false }""")
            .WithAnswer(
                """
                { "recommendationId": "r-1", "customer": "c-17", "profileVersion": 42, "modelVersion": 3,
                  "catalogVersion": 118, "tier": "personal", "products": [
                    { "product": "22423", "position": 1, "score": 0.21, "available": true },
                    { "product": "85123A", "position": 2, "score": 0.04, "available": false } ],
                  "unknown": [ "retired" ] }
                """);

    private static async Task<IResult> Rank(
        [FromRoute, Description("The store.")] string store,
        [FromRoute, Description("The customer.")] string customer,
        HttpRequest request,
        IGrainFactory grains,
        AcknowledgedVersions acknowledged,
        CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<RankBody>(request);
        var (id, of) = (new StoreId(store), new CustomerId(customer));
        var list = await grains.Recommendations(id, of)
            .Rank(acknowledged.Complete(body.ToRequest(), id, of), cancellationToken);
        return ApiJson.Answer(RankAnswer.From(list));
    }
}
