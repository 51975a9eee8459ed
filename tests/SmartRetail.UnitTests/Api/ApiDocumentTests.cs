using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using SmartRetail.Client.Access;

namespace SmartRetail.UnitTests.Api;

public sealed class ApiDocumentTests(ApiServer server) : IClassFixture<ApiServer>
{
    // How every operation may be answered, whatever it does.
    private static readonly string[] Statuses = ["400", "401", "403", "429", "500", "503"];

    [Fact]
    public async Task Lists_every_route_with_its_scope()
    {
        var document = await Load();

        var described = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(
            operation => $"{operation.Key.ToUpperInvariant()} {path.Key}: {ScopeOf(operation.Value!)}"));
        var mapped = server.Endpoints
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/v1/", StringComparison.Ordinal))
            .Select(endpoint =>
                $"{endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Single()} "
                + $"{endpoint.RoutePattern.RawText}: {endpoint.Metadata.GetMetadata<ScopeMetadata>()!.Scope.ToText()}");
        Assert.Equal(mapped.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Resolves_every_reference()
    {
        var document = await Load();

        var broken = ReferencesIn(document).Where(reference => Resolve(document, reference) is null);

        Assert.Empty(broken);
    }

    [Fact]
    public async Task Says_what_an_interaction_holds()
    {
        var document = await Load();

        var schema = document["components"]!["schemas"]!["InteractionBody"]!;
        Assert.Equal(["customer", "kind"], schema["required"]!.AsArray().Select(name => (string?)name));
        Assert.False((bool?)schema["additionalProperties"]);
        Assert.Contains("idempotency key", (string?)schema["properties"]!["id"]!["description"], StringComparison.Ordinal);
        Assert.Equal("string", (string?)schema["properties"]!["customer"]!["type"]);
        Assert.Equal(["null", "string"], TypesOf(schema["properties"]!["occurredAt"]!));
        Assert.Equal(["null", "number"], TypesOf(schema["properties"]!["rating"]!));
        Assert.Equal(10_000, (int?)schema["properties"]!["position"]!["maximum"]);
        Assert.Contains("AddToCart", document["components"]!["schemas"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_metrics_are_numbers_by_name()
    {
        var document = await Load();

        var model = document["components"]!["schemas"]!["ModelAnswer"]!["properties"]!;
        Assert.Equal("number", (string?)model["metrics"]!["additionalProperties"]!["type"]);
        Assert.Equal("number", (string?)model["floors"]!["additionalProperties"]!["additionalProperties"]!["type"]);
    }

    [Fact]
    public async Task Says_how_each_operation_fails()
    {
        var document = await Load();

        var silent =
            from operation in Operations(document)
            from status in Statuses
            where operation["responses"]![status]?["content"]?["application/problem+json"]?["examples"] is not JsonObject { Count: > 0 }
            select $"{operation["operationId"]}: {status}";
        Assert.Empty(silent);
    }

    [Fact]
    public async Task Shows_a_body_of_each_operation_that_takes_JSON()
    {
        var document = await Load();

        var silent = Operations(document)
            .Where(operation => operation["requestBody"]?["content"]?["application/json"] is { } body && body["example"] is null)
            .Select(operation => (string?)operation["operationId"]);

        Assert.Empty(silent);
    }

    [Fact]
    public async Task Says_what_each_operation_does_and_shows_an_answer()
    {
        var document = await Load();

        var silent = Operations(document)
            .Where(operation => string.IsNullOrEmpty((string?)operation["summary"])
                || !SaysMoreThanItsScope((string?)operation["description"])
                || !ShowsAnswer(operation))
            .Select(operation => (string?)operation["operationId"]);

        Assert.Empty(silent);
    }

    [Fact]
    public async Task Shows_only_examples_that_the_api_takes()
    {
        var document = await Load();
        var post = document["paths"]!["/v1/stores/{store}/interactions"]!["post"]!;
        var put = document["paths"]!["/v1/stores/{store}/products"]!["put"]!;
        var putOne = document["paths"]!["/v1/stores/{store}/products/{product}"]!["put"]!;
        var change = document["paths"]!["/v1/stores/{store}/products/{product}"]!["patch"]!;
        var start = document["paths"]!["/v1/stores/{store}/training-runs"]!["post"]!;

        Assert.Equal(200, (await server.Send("POST", "/v1/stores/other/interactions", ExampleOf(post))).Status);
        Assert.Equal(200, (await server.Send("PUT", "/v1/stores/other/products", ExampleOf(put))).Status);
        Assert.Equal(200, (await server.Send("PUT", "/v1/stores/other/products/85123A", ExampleOf(putOne))).Status);
        Assert.Equal(200, (await server.Send("PATCH", "/v1/stores/other/products/85123A", ExampleOf(change))).Status);
        Assert.Equal(202, (await server.Send("POST", "/v1/stores/other/training-runs", ExampleOf(start))).Status);
    }

    [Fact]
    public async Task Has_a_page_that_loads_nothing_from_elsewhere()
    {
        var page = await server.Send("GET", "/api/", key: null);
        var script = await server.Send("GET", "/api/scalar.js", key: null);

        Assert.Equal(200, page.Status);
        Assert.Equal("text/html", page.MediaType);
        Assert.DoesNotContain("//", page.Text.Replace("http://127.0.0.1", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(200, script.Status);
    }

    private async Task<JsonNode> Load()
    {
        var answer = await server.Send("GET", "/openapi/v1.json", key: null);
        return answer.Json;
    }

    private static IEnumerable<string?> TypesOf(JsonNode schema) =>
        schema["type"]!.AsArray().Select(type => (string?)type).Order(StringComparer.Ordinal);

    private static string? ScopeOf(JsonNode operation) =>
        (string?)operation["security"]?[0]?["apiKey"]?[0];

    // What was done and has nothing to say is answered with 204.
    private static bool ShowsAnswer(JsonNode operation) =>
        operation["responses"]!.AsObject().Where(response => response.Key[0] == '2').All(response =>
            response.Value!["content"] is not JsonObject content || content.All(type => type.Value!["example"] is not null));

    // The scope is a sentence that is added to each.
    private static bool SaysMoreThanItsScope(string? description) =>
        !string.IsNullOrEmpty(description) && !description.StartsWith("Needs a key", StringComparison.Ordinal);

    private static string ExampleOf(JsonNode operation) =>
        operation["requestBody"]!["content"]!["application/json"]!["example"]!.ToJsonString();

    private static IEnumerable<JsonNode> Operations(JsonNode document) =>
        document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => operation.Value!));

    private static IEnumerable<string> ReferencesIn(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member =>
            member.Key == "$ref" ? [(string)member.Value!] : ReferencesIn(member.Value)),
        JsonArray items => items.SelectMany(ReferencesIn),
        _ => [],
    };

    private static JsonNode? Resolve(JsonNode document, string reference) => reference.Split('/')[1..]
        .Aggregate((JsonNode?)document, (node, step) => node?[step]);
}
