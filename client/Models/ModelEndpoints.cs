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

/// <summary>Published models, and which one ranks.</summary>
internal static class ModelEndpoints
{
    public static void MapModels(this IEndpointRouteBuilder store)
    {
        store.MapGet("/models", List)
            .RequireScope(Scope.Train)
            .WithName("ListModels")
            .WithEntityTag()
            .WithTags("Trained models")
            .WithSummary("The published models and their metrics")
            .WithDescription(
                "Each with the metrics of what would be served, beside those of the network alone and of each count model, their 95 % "
                + "intervals, what the gate decided, and its energy and CO2. `active` names the one that ranks, `privacy` what the "
                + "private ones promise together.")
            .Produces<ModelsAnswer>()
            .WithAnswer(
                """
                { "active": 3, "models": [
                    { "version": 3, "architecture": "sasrec", "createdAt": "2026-03-02T10:00:00Z", "products": 3659,
                      "metrics": { "ndcg@10": 0.312 }, "floors": { "popular": { "ndcg@10": 0.051 } },
                      "intervals": { "ndcg@10": { "low": 0.301, "high": 0.323 } },
                      "floorIntervals": { "popular": { "ndcg@10": { "low": 0.046, "high": 0.056 } } }, "joules": { "fit": 5200.0, "thousandRecommendations": 3.1 },
                      "gramsCo2": { "fit": 0.578, "thousandRecommendations": 0.0003 }, "energySource": "rapl", "run": "t-7", "sha256": "9b74c9897bac770ffc029102a200c5de",
                      "gate": null,
                      "privacy": { "epsilon": 2.99, "delta": 1e-5, "noiseMultiplier": 1.9, "clipNorm": 1.0,
                                   "samplingRate": 0.1, "steps": 400, "isSeeded": false },
                      "parent": 2, "dataFingerprint": "5d41402abc4b2a76b9719d911017c592",
                      "counts": { "customers": 4120, "interactions": 88241, "items": 3659, "leftOut.consent": 12 } } ],
                  "privacy": { "epsilon": 4.31, "delta": 1e-5, "models": 2, "others": 0, "isSeeded": false } }
                """);
        store.MapGet("/models/history", History)
            .RequireScope(Scope.Train)
            .WithName("ListModelHistory")
            .WithEntityTag()
            .WithTags("Trained models")
            .WithSummary("What became of the store's models, newest first")
            .WithDescription("Publications, activations and rejections, with who asked for them and the figures; the newest 500.")
            .Produces<ModelHistoryAnswer>()
            .WithAnswer(
                """
                { "events": [
                    { "at": "2026-03-02T10:00:00Z", "kind": "Activated", "version": 3, "previous": 2, "run": "t-7", "by": "operator",
                      "gate": { "passed": true, "reason": "ndcg@10 0.312 against 0.291: better.", "margin": 0.0058,
                          "comparison": { "against": 2, "customers": 1800, "candidate": 0.312, "opponent": 0.291, "difference": 0.021,
                                          "low": 0.014, "high": 0.028, "draws": 1000, "seed": 1, "note": null } } } ] }
                """);
        store.MapPost("/models/imports", Import)
            .RequireScope(Scope.Operate)
            .WithName("ImportModel")
            .WithProblem("unknown-training-run")
            .WithTags("Trained models")
            .WithSummary("Take a model that 'model import' has staged among the published ones")
            .WithDescription("It ranks when it is activated; no gate is asked. 404 when nothing is staged under that name.")
            .Accepts<ModelImportBody>("application/json")
            .Produces<ModelImportedAnswer>()
            .WithAnswer("""{ "version": 4 }""")
            .WithExample("""{ "run": "import-0b9d4c6e1f2a4b3c8d7e6f5a4b3c2d1e" }""");
        store.MapPost("/models/rewrap", Rewrap)
            .RequireScope(Scope.Operate)
            .WithName("RewrapModels")
            .WithTags("Trained models")
            .WithSummary("Wrap the keys of all models with the newest key of the key file")
            .WithDescription("After that, older keys can be taken out of the file. Silos refuse the seals of before.")
            .Produces<ModelsRewrappedAnswer>()
            .WithAnswer("""{ "models": 4 }""");
        store.MapPost("/models/{version}/activate", Activate)
            .RequireScope(Scope.Operate)
            .WithName("ActivateModel")
            .WithTags("Trained models")
            .WithSummary("Make a published model the one that ranks")
            .WithDescription("Answers when every silo ranks with it. Going back to an older version is the same call.")
            .Produces<ModelActivatedAnswer>()
            .WithAnswer("""{ "active": 3 }""")
            .WithProblem("unknown-model", "model-refused");
    }

    private static async Task<IResult> List(
        [FromRoute, Description("The store.")] string store,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        var models = await grains.ModelRegistry(new StoreId(store)).List(cancellationToken);
        return ApiJson.Answer(ModelsAnswer.From(models));
    }

    private static async Task<IResult> History(
        [FromRoute, Description("The store.")] string store,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        var events = await grains.ModelRegistry(new StoreId(store)).History(cancellationToken);
        return ApiJson.Answer(new ModelHistoryAnswer([.. events.Select(ModelEventAnswer.From)]));
    }

    private static async Task<IResult> Import(
        [FromRoute, Description("The store.")] string store,
        ClaimsPrincipal caller,
        HttpRequest request,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<ModelImportBody>(request);
        if (ModelImport.Check("run", body.Run) is { } error)
        {
            return ProblemTable.Invalid([error]);
        }

        var run = new TrainingRunId(body.Run!);
        return await grains.ModelRegistry(new StoreId(store)).Import(run, caller.Identity?.Name, cancellationToken)
            is { Value: var version }
                ? ApiJson.Answer(new ModelImportedAnswer(version))
                : ProblemTable.UnknownRun(run);
    }

    private static async Task<IResult> Rewrap(
        [FromRoute, Description("The store.")] string store,
        ClaimsPrincipal caller,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        var models = await grains.ModelRegistry(new StoreId(store)).Rewrap(caller.Identity?.Name, cancellationToken);
        return ApiJson.Answer(new ModelsRewrappedAnswer(models));
    }

    private static async Task<IResult> Activate(
        [FromRoute, Description("The store.")] string store,
        [FromRoute, Description("The model's version.")] int version,
        ClaimsPrincipal caller,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        var model = new ModelVersion(version);
        return await grains.ModelRegistry(new StoreId(store)).Activate(model, caller.Identity?.Name, cancellationToken) switch
        {
            ModelActivation.Done => ApiJson.Answer(new ModelActivatedAnswer(version)),
            ModelActivation.Refused => ProblemTable.ModelRefused(model),
            _ => ProblemTable.UnknownModel(model),
        };
    }
}
