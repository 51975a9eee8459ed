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

namespace SmartRetail.Client.Interactions;

/// <summary>What customers did.</summary>
internal static class InteractionEndpoints
{
    private const string Example =
        """
        { "interactions": [ { "id": "e-1", "customer": "c-17", "kind": "View", "product": "85123A",
          "occurredAt": "2026-01-31T09:30:00Z", "price": 2.55, "session": "s-9" } ] }
        """;

    public static void MapInteractions(this IEndpointRouteBuilder store) => store
        .MapPost("/interactions", Record)
        .RequireScope(Scope.Record)
        .OpenToPages()
        .WithName("RecordInteractions")
        .WithTags("Interactions")
        .WithSummary("Record what customers did")
        .WithDescription(
            "Takes one interaction or a batch of up to 1,000, and answers when all are durable. A batch is refused whole "
            + "if one row is not valid. Sending the same ids again adds nothing. After 503 send all of it again.")
        .Accepts<InteractionsBody>("application/json")
        .Produces<RecordedAnswer>()
        .WithExample(Example)
        .WithAnswer("""{ "accepted": 1, "duplicates": 0, "profiles": { "c-17": 42 } }""");

    private static async Task<IResult> Record(
        [FromRoute, Description("The store.")] string store,
        HttpRequest request,
        InteractionRecorder recorder,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadBytesAsync(request);
        var interactions = InteractionReader.Read(body, clock.GetUtcNow());
        if (PublicCaller.Of(request.HttpContext) is { } page
            && interactions.FirstOrDefault(interaction => !page.SpeaksFor(interaction.Customer)) is { } foreign)
        {
            return ProblemTable.OtherCustomer(foreign.Customer);
        }

        var recorded = await recorder.RecordAsync(new StoreId(store), interactions, cancellationToken);
        return recorded.RetryAfter is { } wait
            ? ProblemTable.Unavailable(wait) with { Outcome = recorded.Answer }
            : ApiJson.Answer(recorded.Answer);
    }
}
