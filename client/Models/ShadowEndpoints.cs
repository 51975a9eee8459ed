using System.ComponentModel;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using SmartRetail.Client.Access;
using SmartRetail.Client.Documents;
using SmartRetail.Client.Problems;
using SmartRetail.Client.Requests;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Models;

namespace SmartRetail.Client.Models;

/// <summary>A candidate that ranks beside the active model, seen by nobody.</summary>
internal static class ShadowEndpoints
{
    private const double DefaultMinutes = 60;

    private const string Example =
        """
        { "version": 4, "against": 3, "share": 0.1, "startedAt": "2026-03-02T10:00:00Z", "endsAt": "2026-03-02T11:00:00Z",
          "endedAt": null, "end": null, "silos": 2, "ready": 2, "compared": 1200, "overlap": 0.71, "rankBiasedOverlap": 0.68,
          "sameFirst": 0.55, "active": { "p50": 2.1, "p99": 6.8 }, "candidate": { "p50": 2.3, "p99": 7.4 },
          "errors": 0, "dropped": 0, "lastError": null }
        """;

    public static void MapShadows(this IEndpointRouteBuilder store)
    {
        store.MapPut("/models/{version}/shadow", Start)
            .RequireScope(Scope.Operate)
            .WithName("StartShadow")
            .WithTags("Trained models")
            .WithSummary("Run a candidate beside the active model")
            .WithDescription(
                "Every serving silo makes a share of the personal lists with the candidate too, after the answer and seen by nobody, and "
                + "counts how the two compare. It ends when its time is over, when it is stopped, or when a model is activated. A store has "
                + "one at a time: another one, or the same again, takes its place and begins with new figures.")
            .Accepts<ShadowBody>("application/json")
            .Produces<ShadowAnswer>()
            .WithExample("""{ "share": 0.1, "minutes": 60 }""")
            .WithAnswer(Example)
            .WithProblem("unknown-model", "model-refused", "not-a-candidate");
        store.MapGet("/models/{version}/shadow", Read)
            .RequireScope(Scope.Train)
            .WithName("GetShadow")
            .WithEntityTag()
            .WithTags("Trained models")
            .WithSummary("How a candidate compares with the active model")
            .WithDescription(
                "The figures of all silos added up; those of its end where it has ended. What a silo counted that has left is not in them.")
            .Produces<ShadowAnswer>()
            .WithAnswer(Example)
            .WithProblem("unknown-shadow");
        store.MapDelete("/models/{version}/shadow", Stop)
            .RequireScope(Scope.Operate)
            .WithName("StopShadow")
            .WithTags("Trained models")
            .WithSummary("End a candidate's run beside the active model")
            .WithDescription("Answers with its last figures, which are kept until another candidate is run.")
            .Produces<ShadowAnswer>()
            .WithAnswer(Example)
            .WithProblem("unknown-shadow");
    }

    private static async Task<IResult> Start(
        [FromRoute, Description("The store.")] string store,
        [FromRoute, Description("The candidate's version.")] int version,
        ClaimsPrincipal caller,
        HttpRequest request,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<ShadowBody>(request);
        var (share, minutes) = (body.Share ?? double.NaN, body.Minutes ?? DefaultMinutes);
        var errors = ShadowPlan.Check(share, minutes);
        if (!errors.IsEmpty)
        {
            return ProblemTable.Invalid(errors);
        }

        var model = new ModelVersion(version);
        var registry = grains.ModelRegistry(new StoreId(store));
        var outcome = await registry.StartShadow(
            model, share, TimeSpan.FromMinutes(minutes), caller.Identity?.Name, cancellationToken);
        return outcome switch
        {
            ShadowStart.Done => Answer(await registry.ReadShadow(model, cancellationToken), model),
            ShadowStart.Refused => ProblemTable.ModelRefused(model),
            ShadowStart.IsActive => ProblemTable.NotACandidate($"Model {model} is the one that ranks; there is nothing to compare it with."),
            ShadowStart.NoneActive => ProblemTable.NotACandidate("No model ranks yet that it could be compared with; activate one."),
            _ => ProblemTable.UnknownModel(model),
        };
    }

    private static async Task<IResult> Read(
        [FromRoute, Description("The store.")] string store,
        [FromRoute, Description("The candidate's version.")] int version,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        var model = new ModelVersion(version);
        return Answer(await grains.ModelRegistry(new StoreId(store)).ReadShadow(model, cancellationToken), model);
    }

    private static async Task<IResult> Stop(
        [FromRoute, Description("The store.")] string store,
        [FromRoute, Description("The candidate's version.")] int version,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        var model = new ModelVersion(version);
        return Answer(await grains.ModelRegistry(new StoreId(store)).StopShadow(model, cancellationToken), model);
    }

    private static IResult Answer(ShadowReport? report, ModelVersion model) =>
        report is null ? ProblemTable.UnknownShadow(model) : ApiJson.Answer(ShadowAnswer.From(report));
}
