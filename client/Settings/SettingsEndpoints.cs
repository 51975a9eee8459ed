using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using SmartRetail.Client.Access;
using SmartRetail.Client.Documents;
using SmartRetail.Client.Problems;
using SmartRetail.Client.Requests;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Stores;

namespace SmartRetail.Client.Settings;

/// <summary>A store's settings.</summary>
internal static class SettingsEndpoints
{
    private const string Example =
        """
        { "hide": [ { "name": "adults only", "when": "attributes.age_limit >= 18 and context.region == 'US'" } ],
          "scores": [ { "name": "own brand", "when": "brand == 'Ours'", "factor": 1.5 } ],
          "pins": [ { "name": "of the week", "product": "85123A", "position": 1, "slot": "home" } ],
          "boughtAgain": { "policy": "After", "days": 30 },
          "boughtAgainByCategory": { "Coffee": { "policy": "Always" }, "Fridges": { "policy": "Never" } },
          "diversity": { "strength": 0.3, "maxLoss": 0.2, "perBrand": 3 } }
        """;

    private const string Answered =
        """
        { "version": 8, "savedAt": "2026-03-02T10:00:00Z", "settings": {
            "hide": [ { "name": "adults only", "when": "attributes.age_limit >= 18 and context.region == 'US'" } ] } }
        """;

    public static void MapSettings(this IEndpointRouteBuilder store)
    {
        store.MapGet("/settings", Get)
            .RequireScope(Scope.Operate)
            .WithName("GetSettings")
            .WithEntityTag()
            .WithProblem("unknown-settings")
            .WithTags("Settings")
            .WithSummary("The rules, pins and order of a store's lists")
            .WithDescription("The newest version is named in ETag too. At least the last 100 versions are kept.")
            .Produces<SettingsAnswer>()
            .WithAnswer(Answered);
        store.MapPut("/settings", Put)
            .RequireScope(Scope.Operate)
            .WithName("PutSettings")
            .WithTags("Settings")
            .WithSummary("Replace the settings as a whole")
            .WithDescription(
                "Answers when they hold in every silo: the next answer obeys them. A comparison of what a product does not "
                + "have is false.")
            .Accepts<SettingsBody>("application/json")
            .Produces<SettingsAnswer>()
            .WithAnswer(Answered)
            .WithProblem("settings-changed")
            .WithExample(Example);
    }

    private static async Task<IResult> Get(
        [FromRoute, Description("The store.")] string store,
        [FromQuery, Description("An older version. Default: the newest.")] int? version,
        HttpResponse response,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        var found = await grains.Store(new StoreId(store)).GetSettings(version, cancellationToken);
        return found is null ? ProblemTable.UnknownSettings(version ?? 0) : Answer(found, response);
    }

    private static async Task<IResult> Put(
        [FromRoute, Description("The store.")] string store,
        [FromHeader(Name = "If-Match"), Description("The version that the change was made from, such as \"7\"; without it any is replaced.")]
        string? ifMatch,
        HttpRequest request,
        HttpResponse response,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        if (!TryReadVersion(ifMatch, out var expected))
        {
            return ProblemTable.Invalid("If-Match", "must be a version of settings in quotes, such as \"7\"");
        }

        var settings = SettingsReader.Read(await JsonBody.ReadAsync<SettingsBody>(request));
        var outcome = await grains.Store(new StoreId(store)).PutSettings(settings, expected, cancellationToken);
        return outcome switch
        {
            { Errors.IsEmpty: false } => ProblemTable.Invalid(outcome.Errors),
            { Saved: { } saved } => Answer(saved, response),
            _ => ProblemTable.SettingsChanged(outcome.CurrentVersion),
        };
    }

    private static bool TryReadVersion(string? ifMatch, out long? version)
    {
        version = null;
        if (ifMatch is null)
        {
            return true;
        }

        if (!long.TryParse(ifMatch.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        version = number;
        return true;
    }

    private static IResult Answer(SavedSettings saved, HttpResponse response)
    {
        response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{saved.Version}\"");
        return ApiJson.Answer(SettingsReader.ToAnswer(saved));
    }
}
