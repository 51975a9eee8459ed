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
using SmartRetail.Contracts.Privacy;

namespace SmartRetail.Client.Privacy;

/// <summary>What customers agree to, and their right to see and to erase what is stored.</summary>
internal static class PrivacyEndpoints
{
    private const string ConsentPath = "/customers/{customer}/consent";
    private const string Consented = """{ "customer": "c-17", "personalise": true, "train": false }""";
    private const string Receipt =
        """
        { "erasure": "6f1c2a", "requestedAt": "2026-03-03T10:00:00Z", "erasedAt": "2026-03-03T10:00:00Z", "customers": 2,
          "interactions": 118, "impressions": 40, "others": 3, "learnedFrom": [ 3 ], "customerHash": "9b74c9" }
        """;

    public static void MapPrivacy(this IEndpointRouteBuilder store)
    {
        store.MapGet(ConsentPath, GetConsent)
            .RequireScope(Scope.Privacy)
            .WithName("GetConsent")
            .WithTags("Privacy")
            .WithSummary("What a customer agrees to")
            .WithDescription("Who has said nothing agrees to both.")
            .Produces<ConsentAnswer>()
            .WithAnswer(Consented);
        store.MapPut(ConsentPath, ChangeConsent)
            .RequireScope(Scope.Privacy)
            .WithName("ChangeConsent")
            .WithTags("Privacy")
            .WithSummary("Change what a customer agrees to")
            .WithDescription(
                "Answers when no list for the customer is made against it any more. Training leaves out who does not agree from "
                + "the next run on. Interactions are recorded either way: the shop decides what it sends.")
            .Accepts<ConsentBody>("application/json")
            .Produces<ConsentAnswer>()
            .WithExample("""{ "personalise": true, "train": false }""")
            .WithAnswer(Consented);
        store.MapGet("/customers/{customer}/export", ExportWriter.Export)
            .RequireScope(Scope.Privacy)
            .WithName("ExportCustomer")
            .WithTags("Privacy")
            .WithSummary("All that is stored of a customer")
            .WithDescription(
                "Every interaction and every list that was shown and recorded, with those of the anonymous customers merged into "
                + "the customer, and what is inferred from them. Streamed.")
            .Produces<ExportAnswer>()
            .WithAnswer(
                """
                { "store": "sample", "customer": "c-17", "exportedAt": "2026-03-03T10:00:00Z",
                  "consent": { "customer": "c-17", "personalise": true, "train": true },
                  "profile": { "customer": "c-17", "version": 1, "recent": [], "counts": { "View": 1 }, "categories": [], "brands": [],
                               "meanPrice": null, "sessions": 1, "firstSeenAt": "2026-03-02T10:00:00Z",
                               "lastSeenAt": "2026-03-02T10:00:00Z", "spent": 0, "bought": [], "disliked": [], "hourOfWeek": [ 1 ] },
                  "interactions": [ { "id": "e-1", "customer": "c-17", "kind": "View", "product": "85123A",
                                      "occurredAt": "2026-03-02T10:00:00Z", "recordedAt": "2026-03-02T10:00:01Z", "imported": false,
                                      "quantity": 1, "price": 2.55, "rating": null, "query": null, "session": null,
                                      "recommendationId": "r-1", "position": 3 } ],
                  "lists": [ { "recommendationId": "r-1", "customer": "c-17", "shownAt": "2026-03-02T09:59:00Z", "slot": "home",
                               "tier": "popular", "modelVersion": null, "products": [ "22423", "22697", "85123A" ] } ] }
                """);
        store.MapDelete("/customers/{customer}", Erase)
            .RequireScope(Scope.Privacy)
            .WithName("EraseCustomer")
            .WithTags("Privacy")
            .WithSummary("Erase a customer")
            .WithDescription(
                "Removes all that is stored of the customer and of the anonymous ones merged into it: log, features, caches, "
                + "records of shown lists, consent, rejected rows of imports. Answers with a receipt when it is done; once asked "
                + "for it is carried out, whatever fails. What happened before and is imported or sent later is left out. A "
                + "salted hash stays, by which that is known.")
            .Produces<ErasureAnswer>()
            .WithAnswer(Receipt);
        store.MapGet("/erasures/{erasure}", FindErasure)
            .RequireScope(Scope.Privacy)
            .WithName("CheckErasure")
            .WithTags("Privacy")
            .WithSummary("The receipt of an erasure, held against the data")
            .WithDescription("With a customer: whether the receipt is of that customer, and how much of the time before is left.")
            .Produces<ErasureCheckAnswer>()
            .WithProblem("unknown-erasure")
            .WithAnswer($$"""{ "receipt": {{Receipt}}, "ofCustomer": true, "remaining": 0 }""");
    }

    private static async Task<IResult> GetConsent(
        [FromRoute, Description("The store.")] string store,
        [FromRoute, Description("The customer.")] string customer,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        var consent = await grains.Customer(new(store), new(customer)).GetConsent(cancellationToken);
        return ApiJson.Answer(ConsentAnswer.From(customer, consent));
    }

    private static async Task<IResult> ChangeConsent(
        [FromRoute, Description("The store.")] string store,
        [FromRoute, Description("The customer.")] string customer,
        HttpRequest request,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<ConsentBody>(request);
        if (body.Personalise is not { } personalise)
        {
            return ProblemTable.Invalid("personalise", "is required");
        }

        if (body.Train is not { } train)
        {
            return ProblemTable.Invalid("train", "is required");
        }

        var consent = new Consent(personalise, train);
        await grains.Customer(new(store), new(customer)).ChangeConsent(consent, cancellationToken);
        return ApiJson.Answer(ConsentAnswer.From(customer, consent));
    }

    private static async Task<IResult> Erase(
        [FromRoute, Description("The store.")] string store,
        [FromRoute, Description("The customer.")] string customer,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        var receipt = await grains.Privacy(new(store)).Erase(ErasureId.New(), new(customer), cancellationToken);
        return ApiJson.Answer(ErasureAnswer.From(receipt));
    }

    private static async Task<IResult> FindErasure(
        [FromRoute, Description("The store.")] string store,
        [FromRoute, Description("The receipt's erasure.")] string erasure,
        [FromQuery, Description("The customer that it should be of.")] string? customer,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        var id = new ErasureId(erasure);
        if (customer is not null && Identifier.Check("customer", customer) is { } error)
        {
            return ProblemTable.Invalid([error]);
        }

        var check = await grains.Privacy(new(store)).Find(
            id, customer is null ? null : new CustomerId(customer), cancellationToken);
        return check is null
            ? ProblemTable.UnknownErasure(id)
            : ApiJson.Answer(ErasureCheckAnswer.From(check));
    }
}
