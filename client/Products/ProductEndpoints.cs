using System.ComponentModel;
using System.Security.Claims;
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
using SmartRetail.Contracts.Catalog;

namespace SmartRetail.Client.Products;

/// <summary>The catalog.</summary>
internal static class ProductEndpoints
{
    private const int DefaultCount = 24;

    private const string One =
        """{ "title": "White hanging heart", "category": "home", "price": 2.55, "stock": 12, "attributes": { "color": "white" } }""";

    private const string Many =
        """{ "products": [ { "id": "85123A", "title": "White hanging heart", "category": "home", "price": 2.55 } ] }""";

    public static void MapProducts(this IEndpointRouteBuilder store)
    {
        store.MapGet("/products", List)
            .RequireScope(Scope.Recommend)
            .OpenToPages()
            .WithName("ListProducts")
            .WithEntityTag()
            .WithTags("Products")
            .WithSummary("A page of the catalog")
            .WithDescription("Words or ids, category and price range all narrow it. Most popular first, but in the order of the ids where they are "
                + "given. To a public key it shows neither stock nor attributes that the key does not name.")
            .Produces<ProductPageAnswer>()
            .WithAnswer(
                """
                { "catalogVersion": 118, "total": 1, "products": [
                { "id": "85123A", "title": "White hanging heart", "category": "Home", "brand": null, "price": 2.55, "available": true,
                  "stock": 12, "firstSoldAt": "2025-12-01T08:26:00Z", "lastSoldAt": null, "attributes": { "color": "white" } } ] }
                """);
        store.MapGet("/products/{product}", Get)
            .RequireScope(Scope.Recommend)
            .OpenToPages()
            .WithName("GetProduct")
            .WithEntityTag()
            .WithProblem("unknown-product")
            .WithTags("Products")
            .WithSummary("One product")
            .WithDescription("As every silo knows it now. To a public key it shows neither stock nor attributes that the key does not name.")
            .Produces<ProductBody>()
            .WithAnswer(
                """
                { "id": "85123A", "title": "White hanging heart", "category": "Home", "brand": null, "price": 2.55, "available": true,
                  "stock": 12, "firstSoldAt": "2025-12-01T08:26:00Z", "lastSoldAt": null, "attributes": { "color": "white" } }
                """);
        store.MapGet("/categories", ListCategories)
            .RequireScope(Scope.Recommend)
            .OpenToPages()
            .WithName("ListCategories")
            .WithEntityTag()
            .WithTags("Products")
            .WithSummary("The categories with products that can be bought")
            .WithDescription("Largest first, each with how many of its products can be bought now.")
            .Produces<CategoriesAnswer>()
            .WithAnswer("""{ "categories": [ { "category": "Home", "products": 412 } ] }""");
        store.MapPut("/products/{product}", Put)
            .RequireScope(Scope.Catalog)
            .WithName("PutProduct")
            .WithTags("Products")
            .WithSummary("Add or replace one product")
            .WithDescription("Answers when every silo holds the change.")
            .Accepts<ProductBody>("application/json")
            .Produces<CatalogChangedAnswer>()
            .WithAnswer("""{ "catalogVersion": 119, "products": 1 }""")
            .WithExample(One);
        store.MapPut("/products", PutMany)
            .RequireScope(Scope.Catalog)
            .WithName("PutProducts")
            .WithTags("Products")
            .WithSummary("Add or replace up to 1,000 products, all or none")
            .WithDescription("Answers when every silo holds the change. Products that are not named stay as they are.")
            .Accepts<ProductsBody>("application/json")
            .Produces<CatalogChangedAnswer>()
            .WithAnswer("""{ "catalogVersion": 119, "products": 1 }""")
            .WithExample(Many);
    }

    private static async Task<IResult> List(
        [FromRoute, Description("The store.")] string store,
        [FromQuery, Description("Words that must all start words of the title; at most 256 characters.")] string? search,
        [FromQuery, Description("Only products of this category.")] string? category,
        [FromQuery, Description("Only products that cost at least this.")] decimal? minPrice,
        [FromQuery, Description("Only products that cost at most this.")] decimal? maxPrice,
        [FromQuery, Description("How many products to leave out first, from 0 to 1,000,000. Default: 0.")] int? offset,
        [FromQuery, Description("How many products, from 1 to 200. Default: 24.")] int? count,
        [FromQuery, Description("Whether products that cannot be bought are listed too. Default: false.")]
        bool? includeUnavailable,
        [FromQuery, Description("Only these products, in this order: the parameter repeated, at most 200 times.")] string[]? id,
        ClaimsPrincipal caller,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        var query = new ProductQuery
        {
            Text = search,
            Category = category,
            MinPrice = minPrice,
            MaxPrice = maxPrice,
            Offset = offset ?? 0,
            Count = count ?? (id is { Length: > 0 and <= ProductQuery.MaxCount } ? id.Length : DefaultCount),
            IncludeUnavailable = includeUnavailable ?? false,
            Products = id is { Length: > 0 } ? [.. id.Select(given => new ProductId(given))] : [],
        };
        var errors = query.Check().AddRange((id ?? []).Select(given => Identifier.Check("id", given)).OfType<FieldError>().Take(1));
        if (category is not null && Identifier.Check("category", category) is { } error)
        {
            errors = errors.Add(error);
        }

        if (!errors.IsEmpty)
        {
            return ProblemTable.Invalid(errors);
        }

        var page = await grains.Storefront(new StoreId(store)).Search(query, cancellationToken);
        return ApiJson.Answer(
            new ProductPageAnswer(
                page.CatalogVersion, page.Total, [.. page.Products.Select(found => ProductBody.From(found).For(caller))]));
    }

    private static async Task<IResult> Get(
        [FromRoute, Description("The store.")] string store,
        [FromRoute, Description("The product.")] string product,
        ClaimsPrincipal caller,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        var id = new ProductId(product);
        var found = await grains.Storefront(new StoreId(store)).GetProduct(id, cancellationToken);
        return found is null
            ? ProblemTable.UnknownProduct(id)
            : ApiJson.Answer(ProductBody.From(found).For(caller));
    }

    private static async Task<IResult> ListCategories(
        [FromRoute, Description("The store.")] string store,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        var categories = await grains.Storefront(new StoreId(store)).GetCategories(cancellationToken);
        return ApiJson.Answer(
            new CategoriesAnswer(
                [.. categories.Select(category => new CategoryAnswer(category.Category, category.Products))]));
    }

    private static async Task<IResult> Put(
        [FromRoute, Description("The store.")] string store,
        [FromRoute, Description("The product.")] string product,
        HttpRequest request,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        var read = ProductReader.Read(await JsonBody.ReadAsync<ProductBody>(request), new ProductId(product));
        var version = await grains.Catalog(new StoreId(store)).Put([read], cancellationToken);
        return ApiJson.Answer(new CatalogChangedAnswer(version, 1));
    }

    private static async Task<IResult> PutMany(
        [FromRoute, Description("The store.")] string store,
        HttpRequest request,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        var products = ProductReader.Read(await JsonBody.ReadAsync<ProductsBody>(request));
        var version = await grains.Catalog(new StoreId(store)).Put(products, cancellationToken);
        return ApiJson.Answer(new CatalogChangedAnswer(version, products.Length));
    }
}
