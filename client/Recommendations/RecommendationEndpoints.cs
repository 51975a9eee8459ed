using System.Collections.Immutable;
using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using SmartRetail.Client.Access;
using SmartRetail.Client.Browsers;
using SmartRetail.Client.Documents;
using SmartRetail.Client.Interactions;
using SmartRetail.Client.Problems;
using SmartRetail.Client.Requests;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.Client.Recommendations;

/// <summary>What to show: to one customer, to everybody, and beside a product.</summary>
internal static class RecommendationEndpoints
{
    private const int DefaultCount = 10;

    private const string Answer =
        """
        { "recommendationId": "r-1", "customer": "c-17", "profileVersion": 42, "modelVersion": 3, "catalogVersion": 118,
          "tier": "personal", "products": [ { "product": "85123A", "position": 1, "score": 0.93, "reasons": [] } ],
          "next": "AYm7cQI", "lacksReasons": false }
        """;

    private const string FilledAnswer =
        """
        { "catalogVersion": 118, "modelVersion": null,
          "products": [ { "product": "85123A", "position": 1, "score": 2.4, "basis": "trending" } ] }
        """;

    public static void MapRecommendations(this IEndpointRouteBuilder store)
    {
        store.MapGet("/customers/{customer}/recommendations", Recommend)
            .RequireScope(Scope.Recommend)
            .OpenToPages()
            .WithName("Recommend")
            .WithTags("Recommendations")
            .WithSummary("What to show one customer")
            .WithDescription(
                "Ranks with every interaction that was acknowledged before this request. A customer who is not known yet "
                + "gets a lower tier and is not an error. "
                + "The next page is asked for with 'after': ranked with what was acknowledged by then, it leaves out what the "
                + "pages before have shown, so nothing comes twice and nothing is passed over, whatever the customer does in "
                + "between. All pages together show up to 500 products. An "
                + "answer does not wait long: where reasons take too long it goes without them, where the customer cannot be read "
                + "it is from the last ranking that is still true, or a lower tier.")
            .Produces<RecommendationAnswer>()
            .WithAnswer(Answer);
        store.MapGet("/popular", ListPopular)
            .RequireScope(Scope.Recommend)
            .OpenToPages()
            .WithName("ListPopular")
            .WithEntityTag()
            .WithTags("Recommendations")
            .WithSummary("The products most acted on lately")
            .WithDescription(
                "The same for everybody, of one category where one is named. A product's score is the sum of what was done with it, of which "
                + "older acts count less and less.")
            .Produces<ProductListAnswer>()
            .WithAnswer(
                """
                { "catalogVersion": 118, "modelVersion": null, "products": [
                    { "product": "85123A", "position": 1, "score": 0.93 }, { "product": "22423", "position": 2, "score": 0.71 } ] }
                """);
        store.MapGet("/trending", ListTrending)
            .RequireScope(Scope.Recommend)
            .OpenToPages()
            .WithName("ListTrending")
            .WithEntityTag()
            .WithTags("Recommendations")
            .WithSummary("The products that get more interest than they used to")
            .WithDescription(
                "A slope, not a level: the score of a product says how many times its usual share of the interest it has "
                + "now, pulled towards 1 where little is known. Popular products fill the list up; `basis` tells them apart.")
            .Produces<FilledListAnswer>()
            .WithAnswer(FilledAnswer);
        store.MapGet("/products/{product}/similar", ListSimilar)
            .RequireScope(Scope.Recommend)
            .OpenToPages()
            .WithName("ListSimilar")
            .WithEntityTag()
            .WithProblem("unknown-product")
            .WithTags("Recommendations")
            .WithSummary("The products most like one")
            .WithDescription(
                "The same for everybody: by the active model where `modelVersion` names one, else by what was looked at together. Popular "
                + "products of its category fill the list up.")
            .Produces<ProductListAnswer>()
            .WithAnswer(
                """
                { "catalogVersion": 118, "modelVersion": 3, "products": [
                    { "product": "85123A", "position": 1, "score": 0.93 }, { "product": "22423", "position": 2, "score": 0.71 } ] }
                """);
    }

    private static async Task<IResult> Recommend(
        [FromRoute, Description("The store.")] string store,
        [FromRoute, Description("The customer.")] string customer,
        [FromQuery, Description("How many products, from 1 to 100. Default: 10.")] int? count,
        [FromQuery, Description("The place on the page: selects its settings, and is kept with the impression.")] string? slot,
        [FromQuery, Description("Only products of this category.")] string? category,
        [FromQuery, Description("Only products of this brand.")] string? brand,
        [FromQuery, Description("Only products that cost at least this.")] decimal? minPrice,
        [FromQuery, Description("Only products that cost at most this.")] decimal? maxPrice,
        [FromQuery, Description("Products to leave out, comma-separated or repeated; at most 1,000.")] string[]? exclude,
        [FromQuery, Description("How different from each other the products are to be, from 0 to 1. Default: as the store has set it.")]
        decimal? diversity,
        [FromQuery, Description("What the store's rules may read of the request, as name:value, repeated; at most 16.")]
        string[]? context,
        [FromQuery, Description("Whether each product carries the reasons why it is shown. Default: false.")] bool? explain,
        [FromQuery, Description("The 'next' of the page before: what pages so far have shown is left out.")] string? after,
        [FromQuery, Description(RecommendationQuery.LeastDescription)] long? leastProfileVersion,
        IGrainFactory grains,
        AcknowledgedVersions acknowledged,
        [FromServices] INearbyLists? nearby,
        CancellationToken cancellationToken)
    {
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
            Explain = explain,
            LeastProfileVersion = leastProfileVersion,
        }.ToRequest();
        var (id, of) = (new StoreId(store), new CustomerId(customer));
        request = acknowledged.Complete(request, id, of);
        var list = nearby?.Find(id, of, request) ?? await grains.Recommendations(id, of).Recommend(request, cancellationToken);
        return ApiJson.Answer(list, RecommendationWriter.Write);
    }

    private static async Task<IResult> ListPopular(
        [FromRoute, Description("The store.")] string store,
        [FromQuery, Description("Only products of this category.")] string? category,
        [FromQuery, Description("How many products, from 1 to 100. Default: 10.")] int? count,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        var errors = CheckCount(count).AddRange(CheckCategory(category));
        if (!errors.IsEmpty)
        {
            return ProblemTable.Invalid(errors);
        }

        var list = await grains.Storefront(new StoreId(store))
            .GetPopular(category, count ?? DefaultCount, cancellationToken);
        return ApiJson.Answer(ProductListAnswer.From(list));
    }

    private static async Task<IResult> ListTrending(
        [FromRoute, Description("The store.")] string store,
        [FromQuery, Description("Only products of this category.")] string? category,
        [FromQuery, Description("How many products, from 1 to 100. Default: 10.")] int? count,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        var errors = CheckCount(count).AddRange(CheckCategory(category));
        if (!errors.IsEmpty)
        {
            return ProblemTable.Invalid(errors);
        }

        var list = await grains.Storefront(new StoreId(store))
            .GetTrending(category, count ?? DefaultCount, cancellationToken);
        return ApiJson.Answer(FilledListAnswer.From(list));
    }

    private static async Task<IResult> ListSimilar(
        [FromRoute, Description("The store.")] string store,
        [FromRoute, Description("The product.")] string product,
        [FromQuery, Description("How many products, from 1 to 100. Default: 10.")] int? count,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        var errors = CheckCount(count);
        if (!errors.IsEmpty)
        {
            return ProblemTable.Invalid(errors);
        }

        var id = new ProductId(product);
        var list = await grains.Storefront(new StoreId(store)).GetSimilar(id, count ?? DefaultCount, cancellationToken);
        return list is null
            ? ProblemTable.UnknownProduct(id)
            : ApiJson.Answer(ProductListAnswer.From(list));
    }

    private static IEnumerable<FieldError> CheckCategory(string? category) =>
        category is not null && Identifier.Check("category", category) is { } error ? [error] : [];

    private static ImmutableArray<FieldError> CheckCount(int? count) => count is < 1 or > RecommendationRequest.MaxCount
        ? [new("count", $"must be from 1 to {RecommendationRequest.MaxCount}")]
        : [];
}
