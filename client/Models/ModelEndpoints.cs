using System.ComponentModel;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using SmartRetail.Client.Access;
using SmartRetail.Client.Problems;
using SmartRetail.Client.Requests;
using SmartRetail.Contracts;

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
        store.MapPost("/models/{version}/activate", Activate)
            .RequireScope(Scope.Operate)
            .WithName("ActivateModel")
            .WithTags("Trained models")
            .WithSummary("Make a published model the one that ranks")
            .WithDescription("Answers when every silo ranks with it. Going back to an older version is the same call.")
            .Produces<ModelActivatedAnswer>();
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

    private static async Task<IResult> Activate(
        [FromRoute, Description("The store.")] string store,
        [FromRoute, Description("The model's version.")] int version,
        ClaimsPrincipal caller,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        var model = new ModelVersion(version);
        return await grains.ModelRegistry(new StoreId(store)).Activate(model, caller.Identity?.Name, cancellationToken)
            ? Results.Json(new ModelActivatedAnswer(version), ApiJson.Writing)
            : ProblemTable.UnknownModel(model);
    }
}
