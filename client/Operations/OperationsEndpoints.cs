using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SmartRetail.Client.Access;
using SmartRetail.Client.Documents;
using SmartRetail.Client.Problems;
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
            .WithDescription(
                "Totals since each silo's start, and percentiles of its last 4,096 calls; a rate is the difference of two answers. A silo "
                + "that does not answer within a second is listed without figures.")
            .Produces<ClusterAnswer>()
            .WithAnswer(
                """
                { "at": "2026-03-02T10:00:00Z", "silos": [
                    { "address": "127.0.0.1:11111@1", "status": "Active", "roles": [ "serving" ], "device": "cpu", "version": "0.1.0",
                      "figures": { "uptimeSeconds": 3600, "activations": 1200, "managedBytes": 210000000, "residentBytes": 480000000,
                        "cpuSeconds": 210.5, "interactionsAccepted": 40000, "interactionsDuplicate": 12, "recommendations": 90000,
                        "errors": 0, "catalogViolations": 0, "tiers": { "Personal": 70000, "Counts": 20000 },
                        "recommendMilliseconds": { "p50": 2.1 }, "recordMilliseconds": { "p50": 4.2 } } } ] }
                """);
        v1.MapGet("/stores", ListStores)
            .RequireScope(Scope.Operate)
            .WithName("ListStores")
            .WithTags("Operations")
            .WithSummary("The stores of this cluster")
            .WithDescription("By their ids, in the order of the alphabet.")
            .Produces<StoresAnswer>()
            .WithAnswer("""{ "stores": [ "sample" ] }""");
        v1.MapPost("/stores", MakeStore)
            .RequireScope(Scope.Operate)
            .WithName("MakeStore")
            .WithTags("Operations")
            .WithSummary("Make a store")
            .WithDescription(
                "It has no products, and every silo knows it when this is answered. One that is there stays as it is, so the request "
                + "may be sent again.")
            .Accepts<StoreBody>("application/json")
            .Produces<StoreAnswer>()
            .WithExample("""{ "store": "garden" }""")
            .WithAnswer("""{ "store": "garden" }""");
    }

    private static async Task<IResult> GetCluster(IGrainFactory grains, CancellationToken cancellationToken)
    {
        var overview = await grains.Operations().GetOverview(cancellationToken);
        return ApiJson.Answer(ClusterAnswer.From(overview));
    }

    private static async Task<IResult> ListStores(IGrainFactory grains, CancellationToken cancellationToken)
    {
        var stores = await grains.Operations().ListStores(cancellationToken);
        return ApiJson.Answer(new StoresAnswer([.. stores.Select(store => store.Value)]));
    }

    private static async Task<IResult> MakeStore(
        HttpRequest request, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<StoreBody>(request);
        if (StoreId.Check("store", body.Store) is { } error)
        {
            return ProblemTable.Invalid([error]);
        }

        await grains.Operations().MakeStore(new(body.Store!), cancellationToken);
        return ApiJson.Answer(new StoreAnswer(body.Store!));
    }
}
