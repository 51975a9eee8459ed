using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using SmartRetail.Client.Access;
using SmartRetail.Client.Documents;
using SmartRetail.Client.Interactions;
using SmartRetail.Client.Problems;
using SmartRetail.Client.Requests;
using SmartRetail.Contracts;

namespace SmartRetail.Client.Recommendations;

/// <summary>Why a customer is shown a product, or why not.</summary>
internal static class ExplanationEndpoints
{
    public static void MapExplanation(this IEndpointRouteBuilder store) =>
        store.MapGet("/customers/{customer}/explanation", Explain)
            .RequireScope(Scope.Recommend)
            .WithName("Explain")
            .WithTags("Recommendations")
            .WithSummary("Why a customer is shown a product, or why not")
            .WithDescription(
                "About the list that the same parameters would get as recommendations, before a share of its positions is given to "
                + "products that are tried. Causes are measured: the list's scores "
                + "are made again without each product of the history.")
            .Produces<ExplanationAnswer>()
            .WithAnswer(
                """
                { "product": "22423", "customer": "c-17", "profileVersion": 42, "modelVersion": 3, "catalogVersion": 118,
                  "tier": "personal", "outcome": "Outranked", "position": null, "score": 0.021, "lastShownScore": 0.034,
                  "gap": 0.013, "filter": null, "hiddenBy": null, "pin": null,
                  "effects": [ { "kind": "Bury", "rule": "clearance last", "factor": 0.5 } ],
                  "causes": [ { "product": "22697", "kind": "View", "occurredAt": "2026-03-02T10:00:00Z", "contribution": 0.31 } ],
                  "lacksCauses": false }
                """);

    private static async Task<IResult> Explain(
        [FromRoute, Description("The store.")] string store,
        [FromRoute, Description("The customer.")] string customer,
        [FromQuery, Description("The product to explain.")] string? product,
        [FromQuery, Description("The length of the list, from 1 to 100. Default: 10.")] int? count,
        [FromQuery, Description("The place on the page that the list is for.")] string? slot,
        [FromQuery, Description("The category that the list is of.")] string? category,
        [FromQuery, Description("The brand that the list is of.")] string? brand,
        [FromQuery, Description("The list's lowest price.")] decimal? minPrice,
        [FromQuery, Description("The list's highest price.")] decimal? maxPrice,
        [FromQuery, Description("Products that the list leaves out, comma-separated or repeated; at most 1,000.")]
        string[]? exclude,
        [FromQuery, Description("How different from each other the list's products are to be, from 0 to 1.")] decimal? diversity,
        [FromQuery, Description("What the store's rules may read of the request, as name:value, repeated; at most 16.")]
        string[]? context,
        [FromQuery, Description("The 'next' of the page before: what pages so far have shown is left out.")] string? after,
        IGrainFactory grains,
        AcknowledgedVersions acknowledged,
        CancellationToken cancellationToken)
    {
        if (Identifier.Check("product", product) is { } error)
        {
            return ProblemTable.Invalid([error]);
        }

        var request = new RecommendationQuery
        {
            Count = count,
            Slot = slot,
            Category = category,
            Brand = brand,
            MinPrice = minPrice,
            MaxPrice = maxPrice,
            Exclude = exclude,
            Diversity = diversity,
            Context = context,
            After = after,
        }.ToRequest();
        var (id, of) = (new StoreId(store), new CustomerId(customer));
        var explanation = await grains.Recommendations(id, of)
            .Explain(new ProductId(product!), acknowledged.Complete(request, id, of), cancellationToken);
        return explanation is null
            ? ProblemTable.UnknownStore(id)
            : ApiJson.Answer(ExplanationAnswer.From(explanation));
    }
}
