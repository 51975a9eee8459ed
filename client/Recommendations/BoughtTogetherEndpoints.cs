using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using SmartRetail.Client.Access;
using SmartRetail.Client.Browsers;
using SmartRetail.Client.Documents;
using SmartRetail.Client.Problems;
using SmartRetail.Client.Requests;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.Client.Recommendations;

/// <summary>What completes a product or a basket.</summary>
internal static class BoughtTogetherEndpoints
{
    private const int DefaultCount = 10;

    private const string Basis =
        "From orders alone; a look at two products is not counted. What is like the product, or the last of the basket, and "
        + "then popular products fill the list up; `basis` tells them apart.";

    private const string Answer =
        """
        { "catalogVersion": 118, "modelVersion": 3, "products": [
            { "product": "22423", "position": 1, "score": 0.31, "basis": "boughtTogether" },
            { "product": "22697", "position": 2, "score": 0.44, "basis": "similar" } ] }
        """;

    public static void MapBoughtTogether(this IEndpointRouteBuilder store)
    {
        store.MapGet("/products/{product}/bought-together", ListForProduct)
            .RequireScope(Scope.Recommend)
            .OpenToPages()
            .WithName("ListBoughtTogether")
            .WithEntityTag()
            .WithProblem("unknown-product")
            .WithTags("Recommendations")
            .WithSummary("The products bought in one order with a product")
            .WithDescription(Basis)
            .Produces<FilledListAnswer>()
            .WithAnswer(Answer);
        store.MapPost("/baskets/bought-together", ListForBasket)
            .RequireScope(Scope.Recommend)
            .OpenToPages()
            .WithName("CompleteBasket")
            .WithTags("Recommendations")
            .WithSummary("The products bought in one order with those of a basket")
            .WithDescription($"{Basis} No product of the basket is answered.")
            .Accepts<BasketBody>("application/json")
            .Produces<FilledListAnswer>()
            .WithExample("""{ "products": [ "85123A", "22699" ], "count": 10 }""")
            .WithAnswer(Answer);
    }

    private static async Task<IResult> ListForProduct(
        [FromRoute, Description("The store.")] string store,
        [FromRoute, Description("The product.")] string product,
        [FromQuery, Description("How many products, from 1 to 100. Default: 10.")] int? count,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        if (count is < 1 or > RecommendationRequest.MaxCount)
        {
            return ProblemTable.Invalid("count", $"must be from 1 to {RecommendationRequest.MaxCount}");
        }

        var id = new ProductId(product);
        var list = await grains.Storefront(new StoreId(store))
            .GetBoughtTogether(id, count ?? DefaultCount, cancellationToken);
        return list is null
            ? ProblemTable.UnknownProduct(id)
            : ApiJson.Answer(FilledListAnswer.From(list));
    }

    private static async Task<IResult> ListForBasket(
        [FromRoute, Description("The store.")] string store,
        HttpRequest request,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<BasketBody>(request);
        var list = await grains.Storefront(new StoreId(store))
            .GetBasketCompanions(body.Check(), body.Count ?? DefaultCount, cancellationToken);
        return ApiJson.Answer(FilledListAnswer.From(list));
    }
}
