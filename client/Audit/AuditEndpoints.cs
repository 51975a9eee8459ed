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
using SmartRetail.Contracts.Audit;

namespace SmartRetail.Client.Audit;

/// <summary>The audit trail is of all stores, so it needs a key for all of them.</summary>
internal static class AuditEndpoints
{
    private const int DefaultCount = 100;

    private const string Entries =
        """
        { "entries": [ { "position": 41, "at": "2026-03-03T10:00:00Z", "by": "operator", "act": "model.activate",
          "store": "sample", "subject": "3", "hash": "9b74c9897bac770ffc029102a200c5de9b74c9897bac770ffc029102a200c5de" } ],
          "next": null }
        """;

    public static void MapAudit(this IEndpointRouteBuilder v1)
    {
        v1.MapGet("/audit", Read)
            .RequireScope(Scope.Operate)
            .WithName("ReadAudit")
            .WithTags("Audit")
            .WithSummary("Administrative acts, newest first")
            .WithDescription(
                "Keys, settings, removed products, training runs, models, exports and erasures: who asked for what. An act is on "
                + "the trail before it is done.")
            .Produces<AuditAnswer>()
            .WithAnswer(Entries);
        v1.MapGet("/audit/verification", Verify)
            .RequireScope(Scope.Operate)
            .WithName("VerifyAudit")
            .WithTags("Audit")
            .WithSummary("Whether the trail is as it was written")
            .WithDescription("Reads all of it. 'audit verify' does the same where the database is.")
            .Produces<AuditFindingAnswer>()
            .WithAnswer(
                """
                { "isIntact": true, "entries": 41, "head": "9b74c9897bac770ffc029102a200c5de9b74c9897bac770ffc029102a200c5de",
                  "fault": null }
                """);
    }

    private static async Task<IResult> Read(
        [FromQuery, Description("How many, at most 500. Default: 100.")] int? count,
        [FromQuery, Description("An answer's 'next'. Default: from the newest on.")] int? before,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        var wanted = count ?? DefaultCount;
        if (wanted is < 1 or > IAuditGrain.MaxCount)
        {
            return ProblemTable.Invalid("count", $"must be from 1 to {IAuditGrain.MaxCount}");
        }

        var entries = await grains.Audit().Read(wanted, before, cancellationToken);
        return ApiJson.Answer(
            new AuditAnswer(
                [.. entries.Select(AuditEntryAnswer.From)],
                entries is [.., { Position: > 1 } last] && entries.Length == wanted ? last.Position : null));
    }

    private static async Task<IResult> Verify(IGrainFactory grains, CancellationToken cancellationToken)
    {
        var finding = await grains.Audit().Verify(cancellationToken);
        return ApiJson.Answer(
            new AuditFindingAnswer(finding.Fault is null, finding.Entries, finding.Head, finding.Fault));
    }
}
