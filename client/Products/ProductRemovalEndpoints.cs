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

namespace SmartRetail.Client.Products;

/// <summary>Products that the catalog is to have no more.</summary>
internal static class ProductRemovalEndpoints
{
    private const string Meaning =
        "Answers when no silo shows them any more. What customers did with them stays; a product that may come back is better taken "
        + "off sale, with `available`.";

    public static void MapProductRemovals(this IEndpointRouteBuilder store)
    {
        Describe(store.MapDelete("/products/{product}", Remove))
            .WithName("RemoveProduct")
            .WithProblem("unknown-product")
            .WithSummary("Remove one product")
            .WithDescription(Meaning);
        Describe(store.MapDelete("/products", RemoveMany))
            .WithName("RemoveProducts")
            .WithSummary("Remove up to 1,000 products, in one step")
            .WithDescription(
                Meaning + " Those that the catalog does not have are passed over, so that a call whose answer was lost can be made "
                + "again; `products` says how many were removed. The ids are the body of the request, which proxies must let pass.")
            .Accepts<ProductRemovalBody>("application/json")
            .WithExample("""{ "products": [ "85123A" ] }""");
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder endpoint) => endpoint
        .RequireScope(Scope.Catalog)
        .WithTags("Products")
        .Produces<CatalogChangedAnswer>()
        .WithAnswer("""{ "catalogVersion": 119, "products": 1 }""");

    private static async Task<IResult> Remove(
        [FromRoute, Description("The store.")] string store,
        [FromRoute, Description("The product.")] string product,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        var id = new ProductId(product);
        return await grains.Catalog(new StoreId(store)).Remove(id, cancellationToken) is { } version
            ? ApiJson.Answer(new CatalogChangedAnswer(version, 1))
            : ProblemTable.UnknownProduct(id);
    }

    private static async Task<IResult> RemoveMany(
        [FromRoute, Description("The store.")] string store,
        HttpRequest request,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        var products = (await JsonBody.ReadAsync<ProductRemovalBody>(request)).Check();
        var removal = await grains.Catalog(new StoreId(store)).RemoveMany(products, cancellationToken);
        return ApiJson.Answer(new CatalogChangedAnswer(removal.Version, removal.Removed));
    }
}
