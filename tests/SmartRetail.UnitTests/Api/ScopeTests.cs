using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using SmartRetail.Client.Access;

namespace SmartRetail.UnitTests.Api;

/// <summary>How the API refuses; who may call what is in <see cref="AuthorizationMatrixTests"/>.</summary>
public sealed class ScopeTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public void Every_route_states_its_scope()
    {
        var silent = Routes().Where(route => route.Metadata.GetMetadata<ScopeMetadata>() is null);

        Assert.Empty(silent.Select(route => route.DisplayName));
    }

    [Fact]
    public async Task Nobody_enters_without_a_key()
    {
        var entered = new List<string>();
        foreach (var route in Routes())
        {
            foreach (var key in new[] { null, "unknown", ApiServer.DevelopmentKey + "x" })
            {
                var answer = await Ask(route, key);
                if (answer.Status != 401)
                {
                    entered.Add($"{route.DisplayName} with {key ?? "no key"}: {answer.Status}");
                }
            }
        }

        Assert.Empty(entered);
    }

    [Fact]
    public async Task Says_how_to_send_a_key()
    {
        var answer = await server.Send("GET", "/v1/stores/shop/popular", key: null);

        Assert.Equal("Bearer realm=\"smart-retail\"", answer.Headers["WWW-Authenticate"]);
        Assert.Equal("application/problem+json", answer.MediaType);
        Assert.Equal("Send a key as 'Authorization: Bearer KEY'.", (string?)answer.Json["detail"]);
    }

    [Fact]
    public async Task Names_the_scope_that_is_missing()
    {
        var answer = await server.Send("GET", "/v1/stores/shop/models", key: ApiServer.KeyOf("shop", Scope.Record));

        Assert.Equal(403, answer.Status);
        Assert.Equal("The key lacks the scope 'train'.", (string?)answer.Json["detail"]);
        Assert.Contains("scope=\"train\"", answer.Headers["WWW-Authenticate"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Does_not_tell_whether_another_store_exists()
    {
        var key = ApiServer.KeyOf("shop", Scope.Recommend);

        var existing = await server.Send("GET", "/v1/stores/other/popular", key: key);
        var invented = await server.Send("GET", "/v1/stores/invented/popular", key: key);

        Assert.Equal(403, existing.Status);
        Assert.Equal(existing.Status, invented.Status);
        Assert.Equal((string?)existing.Json["detail"], (string?)invented.Json["detail"]);
    }

    private IEnumerable<RouteEndpoint> Routes() =>
        server.Endpoints.Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/v1/", StringComparison.Ordinal));

    private Task<ApiAnswer> Ask(RouteEndpoint route, string? key)
    {
        var method = route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Single();
        var path = string.Join('/', route.RoutePattern.PathSegments.Select(segment => ValueOf(segment.Parts[0])));
        return server.Send(method, "/" + path, method is "POST" or "PUT" ? "{}" : null, key);
    }

    private static string ValueOf(RoutePatternPart part) => part switch
    {
        RoutePatternParameterPart { Name: "store" } => "shop",
        RoutePatternParameterPart { Name: "version" } => "1",
        RoutePatternParameterPart => "x",
        _ => ((RoutePatternLiteralPart)part).Content,
    };
}
