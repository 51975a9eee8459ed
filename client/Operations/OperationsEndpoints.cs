using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SmartRetail.Client.Access;
using SmartRetail.Client.Requests;
using SmartRetail.Contracts;

namespace SmartRetail.Client.Operations;

/// <summary>The cluster and its stores. These concern no one store, so they need a key for all of them.</summary>
internal static class OperationsEndpoints
{
    public static void MapOperations(this IEndpointRouteBuilder v1)
    {
        v1.MapGet("/cluster", GetCluster)
            .RequireScope(Scope.Operate)
            .WithName("GetCluster")
            .WithTags("Operations")
            .WithSummary("The silos and their figures")
            .Produces<ClusterAnswer>();
        v1.MapGet("/stores", ListStores)
            .RequireScope(Scope.Operate)
            .WithName("ListStores")
            .WithTags("Operations")
            .WithSummary("The stores of this cluster")
            .Produces<StoresAnswer>();
    }

    private static async Task<IResult> GetCluster(IGrainFactory grains, CancellationToken cancellationToken)
    {
        var overview = await grains.Operations().GetOverview(cancellationToken);
        return Results.Json(ClusterAnswer.From(overview), ApiJson.Writing);
    }

    private static async Task<IResult> ListStores(IGrainFactory grains, CancellationToken cancellationToken)
    {
        var stores = await grains.Operations().ListStores(cancellationToken);
        return Results.Json(new StoresAnswer([.. stores.Select(store => store.Value)]), ApiJson.Writing);
    }
}
