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

namespace SmartRetail.Client.Keys;

/// <summary>The keys that the cluster keeps. A key may be for any store, so these need one for all of them.</summary>
internal static class KeyEndpoints
{
    private const string Kept =
        """
        { "id": "0b9d4c6e1f2a", "name": "shop frontend", "state": "InForce", "stores": [ "sample" ],
          "scopes": [ "recommend", "record" ], "origins": [ "https://shop.example" ], "publicAttributes": [],
          "requestsPerMinute": 120, "maxConcurrent": null, "createdAt": "2026-03-03T10:00:00Z", "createdBy": "operator", "expiresAt": null,
          "revokedAt": null, "lastUsedAt": null, "replaces": null }
        """;

    private const string Issued =
        $$"""{ "secret": "sr_0b9d4c6e1f2a_5eVJ2mC0Tn4xQ8yZr1uA7bW3kLd9pHsGfE6oIiMqNcU", "key": {{Kept}} }""";

    private static readonly TimeSpan DefaultOverlap = TimeSpan.FromHours(1);

    public static void MapKeys(this IEndpointRouteBuilder v1)
    {
        v1.MapGet("/keys", List)
            .RequireScope(Scope.Operate)
            .WithName("ListKeys")
            .WithTags("Keys")
            .WithSummary("The API keys that the cluster keeps")
            .WithDescription("Keys of the settings are not among them. Revoked and expired ones stay listed.")
            .Produces<KeysAnswer>()
            .WithAnswer($$"""{ "keys": [ {{Kept}} ] }""");
        v1.MapPost("/keys", Create)
            .RequireScope(Scope.Operate)
            .WithName("CreateKey")
            .WithProblem("key-opens-more")
            .WithTags("Keys")
            .WithSummary("Make an API key")
            .WithDescription(
                "Answers with the key, once: only a hash of it is kept. Nobody can give scopes or stores that the own key lacks.")
            .Accepts<KeyBody>("application/json")
            .Produces<IssuedKeyAnswer>()
            .WithExample(
                """
                { "name": "shop frontend", "stores": [ "sample" ], "scopes": [ "recommend", "record" ],
                  "origins": [ "https://shop.example" ], "requestsPerMinute": 120 }
                """)
            .WithAnswer(Issued);
        v1.MapPost("/keys/{key}/rotate", Rotate)
            .RequireScope(Scope.Operate)
            .WithName("RotateKey")
            .WithProblem("unknown-key", "key-opens-more")
            .WithTags("Keys")
            .WithSummary("Make a key in place of an older one")
            .WithDescription("It opens what the older one does, which goes on for the overlap so that holders can change over.")
            .Accepts<KeyRotationBody>("application/json")
            .Produces<IssuedKeyAnswer>()
            .WithExample("""{ "overlapMinutes": 60 }""")
            .WithAnswer(Issued);
        v1.MapDelete("/keys/{key}", Revoke)
            .RequireScope(Scope.Operate)
            .WithName("RevokeKey")
            .WithProblem("unknown-key", "key-opens-more")
            .WithTags("Keys")
            .WithSummary("End a key at once")
            .WithDescription("Within a second it opens nothing on any web process; sign-ins made with it end too.")
            .Produces<KeyRevokedAnswer>()
            .WithAnswer("""{ "id": "0b9d4c6e1f2a" }""");
    }

    private static async Task<IResult> List(
        IGrainFactory grains, TimeProvider clock, CancellationToken cancellationToken)
    {
        var list = await grains.ApiKeys().Read(known: null, cancellationToken);
        return ApiJson.Answer(
            new KeysAnswer([.. list!.Keys.Select(key => KeyAnswer.From(key, clock.GetUtcNow()))]));
    }

    private static async Task<IResult> Create(
        ClaimsPrincipal caller,
        HttpRequest request,
        IGrainFactory grains,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var grant = KeyReader.Read(await JsonBody.ReadAsync<KeyBody>(request), clock.GetUtcNow());
        if (!ApiKey.GrantOf(caller).Includes(grant))
        {
            return ProblemTable.KeyOpensMore();
        }

        var secret = ApiKeySecret.Create();
        var key = new KeptApiKey(secret.Id, secret.Sha256, grant, clock.GetUtcNow(), caller.Identity?.Name ?? "");
        var errors = await grains.ApiKeys().Add(key, cancellationToken);
        return errors.IsEmpty ? Answer(secret, key, request, clock) : ProblemTable.Invalid(errors);
    }

    private static async Task<IResult> Rotate(
        [FromRoute, Description("The key's id.")] string key,
        ClaimsPrincipal caller,
        HttpRequest request,
        IGrainFactory grains,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<KeyRotationBody>(request);
        var overlap = body.OverlapMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : DefaultOverlap;
        if (overlap < TimeSpan.Zero || overlap > ApiKeyRules.MaxOverlap)
        {
            return ProblemTable.Invalid("overlapMinutes", $"must be from 0 to {ApiKeyRules.MaxOverlap.TotalMinutes}");
        }

        var older = new ApiKeyId(key);
        if (await Refuse(older, caller, grains, cancellationToken) is { } problem)
        {
            return problem;
        }

        var secret = ApiKeySecret.Create();
        var successor = await grains.ApiKeys().Rotate(
            older, secret.Id, secret.Sha256, overlap, caller.Identity?.Name ?? "", cancellationToken);
        return successor is null ? ProblemTable.UnknownKey(older) : Answer(secret, successor, request, clock);
    }

    private static async Task<IResult> Revoke(
        [FromRoute, Description("The key's id.")] string key,
        ClaimsPrincipal caller,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        var id = new ApiKeyId(key);
        if (await Refuse(id, caller, grains, cancellationToken) is { } problem)
        {
            return problem;
        }

        return await grains.ApiKeys().Revoke(id, caller.Identity?.Name ?? "", cancellationToken)
            ? ApiJson.Answer(new KeyRevokedAnswer(key))
            : ProblemTable.UnknownKey(id);
    }

    private static async Task<Problem?> Refuse(
        ApiKeyId id, ClaimsPrincipal caller, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var list = await grains.ApiKeys().Read(known: null, cancellationToken);
        return list!.Find(id) switch
        {
            null => ProblemTable.UnknownKey(id),
            { Grant: var grant } when !ApiKey.GrantOf(caller).Includes(grant) => ProblemTable.KeyOpensMore(),
            _ => null,
        };
    }

    // No cache between here and the holder may keep it.
    private static IResult Answer(ApiKeySecret secret, KeptApiKey key, HttpRequest request, TimeProvider clock)
    {
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return ApiJson.Answer(
            new IssuedKeyAnswer(secret.Text, KeyAnswer.From(key, clock.GetUtcNow())));
    }
}
