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
using SmartRetail.Contracts.Customers;

namespace SmartRetail.Client.Customers;

/// <summary>An anonymous customer says who they are.</summary>
internal static class MergeEndpoints
{
    private const string Path = "/customers/{customer}/merge";
    private const string Answer = """{ "customer": "c-17", "from": "anon-4711", "merged": true, "profileVersion": 43 }""";

    public static void MapMerges(this IEndpointRouteBuilder store)
    {
        store.MapPost(Path, Merge)
            .RequireScope(Scope.Record)
            .OpenToPages()
            .WithName("MergeCustomer")
            .WithTags("Customers")
            .WithSummary("Let what an anonymous customer did count for a known one")
            .WithDescription(
                "For people who sign in. Answers when it is durable and the next recommendation is ranked with it. What is "
                + "recorded under the anonymous id later counts too. May be sent again. An anonymous customer counts for one "
                + "known one at a time, and up to 1,000 for the same.")
            .Accepts<MergeBody>("application/json")
            .Produces<MergeAnswer>()
            .WithProblem("merged-elsewhere", "too-many-merged")
            .WithExample("""{ "from": "anon-4711" }""")
            .WithAnswer(Answer);
        store.MapDelete(Path, Undo)
            .RequireScope(Scope.Record)
            .WithName("UndoMerge")
            .WithTags("Customers")
            .WithSummary("Undo a merge, within a day")
            .WithDescription(
                "Answers when none of the anonymous customer's interactions count for the known one any more. May be sent "
                + "again, and for a merge that never was.")
            .Produces<MergeAnswer>()
            .WithProblem("merge-stays")
            .WithAnswer(Answer.Replace("true", "false", StringComparison.Ordinal));
    }

    private static async Task<IResult> Merge(
        [FromRoute, Description("The store.")] string store,
        [FromRoute, Description("The customer who is known.")] string customer,
        HttpRequest request,
        IGrainFactory grains,
        AcknowledgedVersions acknowledged,
        CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<MergeBody>(request);
        var (known, anonymous) = (new CustomerId(customer), new CustomerId(body.From ?? ""));
        var errors = MergeRules.Check(anonymous, known);
        if (!errors.IsEmpty)
        {
            return ProblemTable.Invalid(errors);
        }

        var receipt = await grains.Customer(new(store), anonymous).MergeInto(known, cancellationToken);
        acknowledged.Note(new(store), known, receipt.ProfileVersion);
        return ToResult(receipt, known, anonymous);
    }

    private static async Task<IResult> Undo(
        [FromRoute, Description("The store.")] string store,
        [FromRoute, Description("The customer who is known.")] string customer,
        [FromQuery, Description("The anonymous customer.")] string? from,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        var (known, anonymous) = (new CustomerId(customer), new CustomerId(from ?? ""));
        var errors = MergeRules.Check(anonymous, known);
        return errors.IsEmpty
            ? ToResult(await grains.Customer(new(store), anonymous).UndoMerge(known, cancellationToken), known, anonymous)
            : ProblemTable.Invalid(errors);
    }

    private static IResult ToResult(MergeReceipt receipt, CustomerId customer, CustomerId anonymous) => receipt.Outcome switch
    {
        MergeOutcome.MergedElsewhere => ProblemTable.MergedElsewhere(anonymous),
        MergeOutcome.TooMany => ProblemTable.TooManyMerged(customer),
        MergeOutcome.TooLate => ProblemTable.MergeStays(anonymous),
        _ => ApiJson.Answer(
            new MergeAnswer(
                customer.Value, anonymous.Value, receipt.Outcome == MergeOutcome.Merged, receipt.ProfileVersion)),
    };
}
