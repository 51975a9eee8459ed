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
            .WithTags("Trained models")
            .WithSummary("The published models and their metrics")
            .Produces<ModelsAnswer>();
        store.MapGet("/models/history", History)
            .RequireScope(Scope.Train)
            .WithName("ListModelHistory")
            .WithTags("Trained models")
            .WithSummary("What became of the store's models, newest first")
            .WithDescription("Publications, activations and rejections, with who asked for them and the figures; the newest 500.")
            .Produces<ModelHistoryAnswer>();
        store.MapPost("/models/imports", Import)
            .RequireScope(Scope.Operate)
            .WithName("ImportModel")
            .WithTags("Trained models")
            .WithSummary("Take a model that 'model import' has staged among the published ones")
            .WithDescription("It ranks when it is activated; no gate is asked. 404 when nothing is staged under that name.")
            .Accepts<ModelImportBody>("application/json")
            .Produces<ModelImportedAnswer>()
            .WithExample("""{ "run": "import-0b9d4c6e1f2a4b3c8d7e6f5a4b3c2d1e" }""");
        store.MapPost("/models/rewrap", Rewrap)
            .RequireScope(Scope.Operate)
            .WithName("RewrapModels")
            .WithTags("Trained models")
            .WithSummary("Wrap the keys of all models with the newest key of the key file")
            .WithDescription("After that, older keys can be taken out of the file. Silos refuse the seals of before.")
            .Produces<ModelsRewrappedAnswer>();
        store.MapPost("/models/{version}/activate", Activate)
            .RequireScope(Scope.Operate)
            .WithName("ActivateModel")
            .WithTags("Trained models")
            .WithSummary("Make a published model the one that ranks")
            .WithDescription("Answers when every silo ranks with it. Going back to an older version is the same call.")
            .Produces<ModelActivatedAnswer>()
            .WithProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> List(
        [FromRoute, Description("The store.")] string store,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        var models = await grains.ModelRegistry(new StoreId(store)).List(cancellationToken);
        return Results.Json(ModelsAnswer.From(models), ApiJson.Writing);
    }

    private static async Task<IResult> History(
        [FromRoute, Description("The store.")] string store,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        var events = await grains.ModelRegistry(new StoreId(store)).History(cancellationToken);
        return Results.Json(new ModelHistoryAnswer([.. events.Select(ModelEventAnswer.From)]), ApiJson.Writing);
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
                ? Results.Json(new ModelImportedAnswer(version), ApiJson.Writing)
                : ProblemTable.UnknownRun(run);
    }

    private static async Task<IResult> Rewrap(
        [FromRoute, Description("The store.")] string store,
        ClaimsPrincipal caller,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        var models = await grains.ModelRegistry(new StoreId(store)).Rewrap(caller.Identity?.Name, cancellationToken);
        return Results.Json(new ModelsRewrappedAnswer(models), ApiJson.Writing);
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
            ModelActivation.Done => Results.Json(new ModelActivatedAnswer(version), ApiJson.Writing),
            ModelActivation.Refused => ProblemTable.ModelRefused(model),
            _ => ProblemTable.UnknownModel(model),
        };
    }
}
