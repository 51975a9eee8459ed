using System.Text.Json.Nodes;
using SmartRetail.Testing.Processes;

namespace SmartRetail.UnitTests.Api;

/// <summary>Keys over their whole life, and what they open meanwhile.</summary>
public sealed class KeyEndpointTests(ApiServer server) : IClassFixture<ApiServer>
{
    private const string Popular = "/v1/stores/shop/popular";

    [Fact]
    public async Task A_key_opens_what_it_was_made_for_from_the_next_moment_on()
    {
        var (secret, key) = await Create("""{ "name": "reader", "stores": [ "shop" ], "scopes": [ "recommend" ] }""");
        await WaitFor(secret, 200);

        Assert.Equal(403, (await server.Send("GET", "/v1/stores/other/popular", key: secret)).Status);
        Assert.Equal(403, (await server.Send("GET", "/v1/stores/shop/settings", key: secret)).Status);
        Assert.Equal("reader", (string?)key["name"]);
        Assert.Equal("development", (string?)key["createdBy"]);
    }

    [Fact]
    public async Task A_list_has_no_key_and_no_hash_of_one()
    {
        var (secret, key) = await Create("""{ "name": "listed", "stores": [ "shop" ], "scopes": [ "recommend" ] }""");

        var list = await server.Send("GET", "/v1/keys");

        Assert.Contains((string)key["id"]!, list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(
            Convert.ToHexStringLower(ApiKeySecret.Hash(secret)), list.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_revoked_key_opens_nothing_any_more()
    {
        var (secret, key) = await Create("""{ "name": "leaver", "stores": [ "shop" ], "scopes": [ "recommend" ] }""");
        await WaitFor(secret, 200);

        var answer = await server.Send("DELETE", $"/v1/keys/{(string)key["id"]!}");
        await WaitFor(secret, 401);

        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task Both_keys_open_while_one_takes_the_others_place()
    {
        var (older, key) = await Create("""{ "name": "rotated", "stores": [ "shop" ], "scopes": [ "recommend" ] }""");

        var answer = await server.Send("POST", $"/v1/keys/{(string)key["id"]!}/rotate", """{ "overlapMinutes": 5 }""");

        await WaitFor((string)answer.Json["secret"]!, 200);
        Assert.Equal(200, (await server.Send("GET", Popular, key: older)).Status);
        Assert.Equal((string?)key["id"], (string?)answer.Json["key"]!["replaces"]);
        Assert.NotEqual(older, (string?)answer.Json["secret"]);
    }

    [Fact]
    public async Task Without_an_overlap_the_older_key_ends_at_once()
    {
        var (older, key) = await Create("""{ "name": "stolen", "stores": [ "shop" ], "scopes": [ "recommend" ] }""");
        await WaitFor(older, 200);

        await server.Send("POST", $"/v1/keys/{(string)key["id"]!}/rotate", """{ "overlapMinutes": 0 }""");

        await WaitFor(older, 401);
    }

    [Fact]
    public async Task Nobody_gives_what_he_has_not()
    {
        var (secret, _) = await Create("""{ "name": "operator", "stores": [ "*" ], "scopes": [ "operate", "recommend" ] }""");
        var (_, stronger) = await Create("""{ "name": "officer", "stores": [ "*" ], "scopes": [ "privacy" ] }""");
        await WaitFor(secret, 200);

        var created = await server.Send(
            "POST", "/v1/keys", """{ "name": "more", "stores": [ "shop" ], "scopes": [ "privacy" ] }""", secret);
        var rotated = await server.Send("POST", $"/v1/keys/{(string)stronger["id"]!}/rotate", "{}", secret);
        var revoked = await server.Send("DELETE", $"/v1/keys/{(string)stronger["id"]!}", key: secret);

        Assert.All([created, rotated, revoked], answer => Assert.Equal(
            (403, "/problems/key-opens-more"), (answer.Status, (string?)answer.Json["type"])));
    }

    [Fact]
    public async Task A_public_key_works_from_its_origins_alone()
    {
        var (secret, _) = await Create(
            """
            { "name": "page", "stores": [ "shop" ], "scopes": [ "recommend", "record" ], "origins": [ "https://made.example" ] }
            """);
        await WaitFor(secret, 200);

        Assert.Equal(200, (await Ask(Popular, secret, "https://made.example")).Status);
        Assert.Equal("other-origin", KindOf(await Ask(Popular, secret, ApiServer.PageOrigin)));
        Assert.Equal("not-for-pages", KindOf(await Ask("/v1/stores/shop/customers/anon-1/buy-again", secret, "https://made.example")));
    }

    [Theory]
    [InlineData("""{ "stores": [ "shop" ], "scopes": [ "record" ] }""", "name")]
    [InlineData("""{ "name": "n", "scopes": [ "record" ] }""", "stores")]
    [InlineData("""{ "name": "n", "stores": [ "shop" ] }""", "scopes")]
    [InlineData("""{ "name": "n", "stores": [ "shop", "*" ], "scopes": [ "record" ] }""", "stores")]
    [InlineData("""{ "name": "n", "stores": [ "shop" ], "scopes": [ "root" ] }""", "scopes[0]")]
    [InlineData("""{ "name": "n", "stores": [ "shop" ], "scopes": [ "record" ], "requestsPerMinute": 0 }""", "requestsPerMinute")]
    [InlineData("""{ "name": "n", "stores": [ "shop" ], "scopes": [ "record" ], "expiresAt": "2020-01-01T00:00:00Z" }""", "expiresAt")]
    [InlineData("""{ "name": "n", "stores": [ "shop" ], "scopes": [ "operate" ], "origins": [ "https://a.example" ] }""", "scopes")]
    [InlineData("""{ "name": "n", "stores": [ "*" ], "scopes": [ "record" ], "origins": [ "https://a.example" ] }""", "stores")]
    [InlineData("""{ "name": "n", "stores": [ "shop" ], "scopes": [ "record" ], "origins": [ "https://a.example/" ] }""", "origins")]
    public async Task Names_the_field_that_is_wrong(string body, string field)
    {
        var answer = await server.Send("POST", "/v1/keys", body);

        Assert.Equal(400, answer.Status);
        Assert.Contains(field, answer.Errors.Keys);
    }

    [Fact]
    public async Task A_key_beyond_its_rate_is_told_when_to_come_again()
    {
        var (secret, _) = await Create(
            """{ "name": "slow", "stores": [ "shop" ], "scopes": [ "recommend" ], "requestsPerMinute": 1 }""");
        await WaitFor(secret, 200);

        var answer = await server.Send("GET", Popular, key: secret);

        Assert.Equal((429, "too-many-requests"), (answer.Status, KindOf(answer)));
        Assert.Equal("60", answer.Headers["Retry-After"]);
    }

    [Fact]
    public async Task There_is_no_unknown_key_to_rotate_or_to_revoke()
    {
        Assert.Equal(404, (await server.Send("POST", "/v1/keys/none/rotate", "{}")).Status);
        Assert.Equal(404, (await server.Send("DELETE", "/v1/keys/none")).Status);
    }

    private static string KindOf(ApiAnswer answer) => ((string)answer.Json["type"]!).Split('/')[^1];

    private async Task<(string Secret, JsonNode Key)> Create(string body)
    {
        var answer = await server.Send("POST", "/v1/keys", body);
        Assert.Equal(200, answer.Status);
        return ((string)answer.Json["secret"]!, answer.Json["key"]!);
    }

    private async Task<ApiAnswer> Ask(string path, string key, string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", key);
        request.Headers.Add("Origin", origin);
        return await server.Read(request);
    }

    // Every process reads the keys several times a second.
    private Task<int> WaitFor(string secret, int status) => Eventually.Get(
        async () => (await server.Send("GET", Popular, key: secret)).Status, seen => seen == status, TimeSpan.FromSeconds(5));
}
