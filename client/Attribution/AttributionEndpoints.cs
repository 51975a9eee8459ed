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
using SmartRetail.Contracts.Attribution;

namespace SmartRetail.Client.Attribution;

/// <summary>What a store's lists brought.</summary>
internal static class AttributionEndpoints
{
    private static readonly TimeSpan DefaultRange = TimeSpan.FromDays(1);

    public static void MapAttribution(this IEndpointRouteBuilder store) => store
        .MapGet("/attribution", Get)
        .RequireScope(Scope.Operate)
        .WithName("GetAttribution")
        .WithTags("Attribution")
        .WithSummary("What lists brought: clicks, carts, purchases and revenue by slot, tier and model")
        .WithDescription(
            "An interaction that carries a recommendationId and a position is an outcome of that list: a View of the product "
            + "shown there is a click, once. Outcomes count in the hour in which their list was shown, up to 7 days later, so "
            + "that rates are of the same lists. Some seconds old. Where the store records a share of its lists, figures are "
            + "scaled to all.")
        .Produces<AttributionAnswer>()
        .WithAnswer(
            """
            { "from": "2026-03-01T00:00:00Z", "to": "2026-03-02T00:00:00Z",
              "total": { "lists": 200, "shown": 2000, "clicks": 100, "carts": 20, "purchases": 8, "revenue": 412.5,
                         "clickThroughRate": 0.05, "cartRate": 0.01, "conversionRate": 0.004 },
              "groups": [ { "slot": "home", "tier": "personal", "modelVersion": 3, "figures": {
                         "lists": 200, "shown": 2000, "clicks": 100, "carts": 20, "purchases": 8, "revenue": 412.5,
                         "clickThroughRate": 0.05, "cartRate": 0.01, "conversionRate": 0.004 } } ] }
            """);

    private static async Task<IResult> Get(
        [FromRoute, Description("The store.")] string store,
        [FromQuery, Description("Lists shown in this hour or later. Default: a day before to.")] DateTimeOffset? from,
        [FromQuery, Description("Lists shown before the end of this hour; at most 366 days after from. Default: now.")]
        DateTimeOffset? to,
        IGrainFactory grains,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var end = to ?? clock.GetUtcNow();
        var begin = from ?? (end > AttributionRules.Earliest ? end - DefaultRange : end);
        var errors = AttributionRules.Check(begin, end);
        return errors.IsEmpty
            ? ApiJson.Answer(
                AttributionAnswer.Of(await grains.Attribution(new(store)).Read(begin, end, cancellationToken)))
            : ProblemTable.Invalid(errors);
    }
}
