using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using SmartRetail.Client.Access;
using SmartRetail.Client.Browsers;

namespace SmartRetail.UnitTests.Api.Browsers;

/// <summary>What a key opens that everybody can read in a page.</summary>
public sealed class PublicKeyTests(ApiServer server) : IClassFixture<ApiServer>
{
    private const string Store = "/v1/stores/shop";

    [Fact]
    public async Task Opens_only_what_is_marked_for_pages()
    {
        var opened = new List<string>();
        foreach (var route in server.Endpoints.Where(route => route.RoutePattern.RawText!.StartsWith("/v1/", StringComparison.Ordinal)))
        {
            var method = route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Single();
            var path = route.RoutePattern.RawText!.Replace("{store}", "shop", StringComparison.Ordinal)
                .Replace("{customer}", "anon-1", StringComparison.Ordinal).Replace("{version}", "1", StringComparison.Ordinal);
            var answer = await Ask(method, path.Replace('{', 'x').Replace('}', 'x'), method is "POST" or "PUT" ? "{}" : null);
            if (answer.Status != 403)
            {
                opened.Add(route.Metadata.GetMetadata<EndpointNameMetadata>()!.EndpointName);
            }
        }

        Assert.Equal(
            [
                "CompleteBasket", "GetPage", "GetProduct", "ListBoughtTogether", "ListCategories", "ListPopular", "ListProducts",
                "ListSimilar", "ListTrending", "MergeCustomer", "Rank", "Recommend", "RecordInteractions",
            ],
            opened.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("anon-1", 200)]
    [InlineData("c-17", 403)]
    public async Task Speaks_for_the_anonymous_alone(string customer, int status)
    {
        var read = await Ask("GET", $"{Store}/customers/{customer}/recommendations");
        var recorded = await Ask("POST", $"{Store}/interactions", View(customer));

        Assert.Equal(status, read.Status);
        Assert.Equal(status, recorded.Status);
    }

    [Fact]
    public async Task Speaks_for_a_known_customer_with_the_token_that_the_shops_server_got()
    {
        var token = await ReadToken("c-17");

        Assert.Equal(200, (await Ask("GET", $"{Store}/customers/c-17/recommendations", token: token)).Status);
        Assert.Equal(200, (await Ask("POST", $"{Store}/interactions", View("c-17"), token)).Status);
        Assert.Equal(403, (await Ask("GET", $"{Store}/customers/c-18/recommendations", token: token)).Status);
        Assert.Equal(403, (await Ask("POST", $"{Store}/interactions", View("c-18"), token)).Status);
    }

    [Fact]
    public async Task Merges_into_the_customer_of_the_token_alone()
    {
        var token = await ReadToken("c-17");

        var own = await Ask("POST", $"{Store}/customers/c-17/merge", """{ "from": "anon-1" }""", token);
        var other = await Ask("POST", $"{Store}/customers/c-18/merge", """{ "from": "anon-1" }""", token);

        Assert.Equal(200, own.Status);
        Assert.Equal(403, other.Status);
        Assert.EndsWith("/other-customer", (string?)other.Json["type"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_opens_no_more_than_the_key_that_asked_for_it()
    {
        var token = await ReadToken("c-17", ApiServer.KeyOf("shop", Scope.Recommend));

        Assert.Equal(200, (await Ask("GET", $"{Store}/customers/c-17/recommendations", token: token)).Status);
        Assert.Equal(403, (await Ask("POST", $"{Store}/interactions", View("c-17"), token)).Status);
    }

    [Fact]
    public async Task A_token_of_another_store_opens_nothing()
    {
        var answer = await server.Send("POST", "/v1/stores/other/customers/c-17/token");
        var token = (string?)answer.Json["token"];

        Assert.Equal(403, (await Ask("GET", $"{Store}/customers/c-17/recommendations", token: token)).Status);
        Assert.Equal(403, (await Ask("GET", $"{Store}/customers/c-17/recommendations", token: token + "x")).Status);
    }

    [Theory]
    [InlineData(ApiServer.PageOrigin, 200)]
    [InlineData("https://elsewhere.example", 403)]
    [InlineData(null, 200)]
    public async Task Is_for_pages_of_its_own_origins(string? origin, int status) =>
        Assert.Equal(status, (await Ask("GET", $"{Store}/popular", origin: origin)).Status);

    [Fact]
    public async Task Shows_neither_stock_nor_attributes_that_are_not_for_everybody()
    {
        await server.Send(
            "PUT",
            $"{Store}/products/lamp",
            """{ "title": "Lamp", "category": "home", "price": 9, "stock": 3, "attributes": { "cost": "4", "picture": "/lamp.png" } }""");

        var one = await Ask("GET", $"{Store}/products/lamp");
        var many = await Ask("GET", $"{Store}/products?id=lamp");

        Assert.Null(one.Json["stock"]);
        Assert.Equal("""{"picture":"/lamp.png"}""", one.Json["attributes"]!.ToJsonString());
        Assert.Equal(one.Text, many.Json["products"]!.AsArray().Single(product => (string?)product!["id"] == "lamp")!.ToJsonString());
    }

    [Fact]
    public async Task A_browser_may_send_a_key_from_its_origins_alone()
    {
        var own = await AskFirst(ApiServer.PageOrigin);
        var other = await AskFirst("https://elsewhere.example");

        Assert.Equal(ApiServer.PageOrigin, Assert.Single(own.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Contains("Customer-Token", Assert.Single(own.Headers.GetValues("Access-Control-Allow-Headers")), StringComparison.Ordinal);
        Assert.False(own.Headers.Contains("Access-Control-Allow-Credentials"));
        Assert.False(other.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task A_page_can_read_why_it_was_refused()
    {
        var answer = await Ask("GET", $"{Store}/models", origin: ApiServer.PageOrigin);

        Assert.Equal(403, answer.Status);
        Assert.Equal(ApiServer.PageOrigin, answer.Headers["Access-Control-Allow-Origin"]);
    }

    private static string View(string customer) =>
        new JsonObject { ["customer"] = customer, ["kind"] = "View", ["product"] = "cup" }.ToJsonString();

    private async Task<string> ReadToken(string customer, string key = ApiServer.DevelopmentKey)
    {
        var answer = await server.Send("POST", $"{Store}/customers/{customer}/token", key: key);
        return (string)answer.Json["token"]!;
    }

    private async Task<HttpResponseMessage> AskFirst(string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, $"{Store}/interactions");
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "authorization,content-type,customer-token");
        return await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private async Task<ApiAnswer> Ask(string method, string path, string? json = null, string? token = null, string? origin = null)
    {
        using var request = new HttpRequestMessage(new(method), path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ApiServer.PublicKey);
        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        if (token is not null)
        {
            request.Headers.Add(PublicCaller.TokenHeader, token);
        }

        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        return await server.Read(request);
    }
}
