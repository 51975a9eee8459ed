using System.Collections.Immutable;
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
using SmartRetail.Contracts.Catalog;

namespace SmartRetail.Client.Products;

/// <summary>Changes of products that name only what changes, as a feed of prices or of stock has it.</summary>
internal static class ProductPatchEndpoints
{
    private const string Meaning =
        "A JSON merge patch (RFC 7396): what is left out stays as it is, null takes it away. It is one step with reading the "
        + "product, so two callers who change different fields lose nothing of each other. Answers when every silo holds the change.";

    public static void MapProductPatches(this IEndpointRouteBuilder store)
    {
        Describe(store.MapPatch("/products/{product}", Patch))
            .WithName("ChangeProduct")
            .WithProblem("unknown-product")
            .WithSummary("Change some fields of one product")
            .WithDescription(Meaning)
            .Accepts<ProductPatchBody>("application/json", "application/merge-patch+json")
            .WithExample("""{ "price": 2.25, "stock": 11, "attributes": { "color": null } }""");
        Describe(store.MapPatch("/products", PatchMany))
            .WithName("ChangeProducts")
            .WithSummary("Change some fields of up to 1,000 products, all or none")
            .WithDescription(Meaning + " A product that the catalog does not have is refused, and with it the batch.")
            .Accepts<ProductPatchesBody>("application/json", "application/merge-patch+json")
            .WithExample("""{ "products": [ { "id": "85123A", "stock": 11 }, { "id": "22423", "available": false } ] }""");
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder endpoint) => endpoint
        .RequireScope(Scope.Catalog)
        .WithTags("Products")
        .Produces<CatalogChangedAnswer>()
        .WithAnswer("""{ "catalogVersion": 119, "products": 1 }""");

    private static async Task<IResult> Patch(
        [FromRoute, Description("The store.")] string store,
        [FromRoute, Description("The product.")] string product,
        HttpRequest request,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        var patch = ProductPatchReader.ReadOne(await JsonBody.ReadBytesAsync(request), new(product));
        var outcome = await grains.Catalog(new StoreId(store)).Patch([patch], cancellationToken);
        return outcome switch
        {
            { Version: { } version } => ApiJson.Answer(new CatalogChangedAnswer(version, 1)),
            { Refused: [{ Error: null }, ..] } => ProblemTable.UnknownProduct(patch.Product),
            _ => ProblemTable.Invalid([.. outcome.Refused.Select(refused => refused.Error!)]),
        };
    }

    private static async Task<IResult> PatchMany(
        [FromRoute, Description("The store.")] string store,
        HttpRequest request,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        var patches = ProductPatchReader.ReadMany(await JsonBody.ReadBytesAsync(request));
        var outcome = await grains.Catalog(new StoreId(store)).Patch(patches, cancellationToken);
        return outcome.Version is { } version
            ? ApiJson.Answer(new CatalogChangedAnswer(version, patches.Length))
            : ProblemTable.Invalid(NameErrors(patches, outcome.Refused));
    }

    private static ImmutableArray<FieldError> NameErrors(
        ImmutableArray<ProductPatch> patches, ImmutableArray<RefusedPatch> refused)
    {
        var places = patches.Index().ToDictionary(patch => patch.Item.Product, patch => ProductPatchReader.FieldOf(patch.Index));
        return
        [
            .. refused.Select(patch => patch.Error is { } error
                ? error with { Field = $"{places[patch.Product]}.{error.Field}" }
                : new($"{places[patch.Product]}.id", "is not in the catalog")),
        ];
    }
}
