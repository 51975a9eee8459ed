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

namespace SmartRetail.Client.Recommendations;

/// <summary>Lists that were answered before.</summary>
internal static class RecordEndpoints
{
    public static void MapRecords(this IEndpointRouteBuilder store) =>
        store.MapGet("/customers/{customer}/recommendations/{recommendation}", Recall)
            .RequireScope(Scope.Recommend)
            .WithName("Recall")
            .WithTags("Recommendations")
            .WithSummary("A list as a customer was shown it")
            .WithDescription(
                "From the record written with the answer: products, positions and the versions of all that made it. And ranked "
                + "again from what it was made of then: the customer's interactions, the model, the settings and the catalog of "
                + "those versions, the counts at that position of the log, the seed. Obstacles name what of it is not kept.")
            .Produces<RecordAnswer>()
            .WithProblem("unknown-recommendation")
            .WithAnswer(
                """
                { "recommendationId": "r-1", "customer": "c-17", "shownAt": "2026-03-03T10:00:00Z", "slot": "home",
                  "tier": "personal", "profileVersion": 42, "modelVersion": 3, "catalogVersion": 118, "settingsVersion": 7,
                  "seed": null, "products": [
                    { "product": "85123A", "position": 1, "propensity": 1, "explored": false } ],
                  "obstacles": [], "replay": { "same": true, "products": [
                    { "product": "85123A", "position": 1, "score": 0.93, "same": true } ] } }
                """);

    private static async Task<IResult> Recall(
        [FromRoute, Description("The store.")] string store,
        [FromRoute, Description("The customer.")] string customer,
        [FromRoute, Description("The list's recommendationId.")] string recommendation,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        var id = new RecommendationId(recommendation);
        var record = await grains.Recommendations(new StoreId(store), new CustomerId(customer)).Recall(id, cancellationToken);
        return record is null
            ? ProblemTable.UnknownRecommendation(id)
            : ApiJson.Answer(RecordAnswer.From(record));
    }
}
