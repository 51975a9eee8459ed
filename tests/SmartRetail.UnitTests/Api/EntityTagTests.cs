using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace SmartRetail.UnitTests.Api;

/// <summary>What is not sent again, and what is sent packed.</summary>
public sealed class EntityTagTests(ApiServer server) : IClassFixture<ApiServer>
{
    private const string Product = "/v1/stores/shop/products/tagged";

    [Fact]
    public async Task An_answer_is_sent_again_only_when_it_has_changed()
    {
        await Put(price: 1);
        var first = await Get(Product);
        var same = await Get(Product, first.Headers.ETag);
        await Put(price: 2);
        var changed = await Get(Product, first.Headers.ETag);

        Assert.Equal("no-cache, private", first.Headers.CacheControl?.ToString());
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.Equal(0, same.Content.Headers.ContentLength ?? 0);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.NotEqual(first.Headers.ETag, changed.Headers.ETag);
    }

    [Theory]
    [InlineData("/v1/stores/shop/products")]
    [InlineData("/v1/stores/shop/categories")]
    [InlineData("/v1/stores/shop/popular")]
    [InlineData("/v1/stores/shop/models")]
    [InlineData("/v1/stores/shop/models/history")]
    [InlineData("/v1/stores/shop/settings")]
    [InlineData("/openapi/v1.json")]
    public async Task What_is_read_often_and_changes_rarely_has_a_tag(string path)
    {
        var first = await Get(path);

        var again = await Get(path, first.Headers.ETag);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task A_list_for_a_customer_has_none_since_it_is_noted_as_shown() =>
        Assert.Null((await Get("/v1/stores/shop/customers/c-17/recommendations")).Headers.ETag);

    [Fact]
    public async Task A_refusal_has_none()
    {
        var answer = await Get("/v1/stores/shop/products/unheard-of");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Null(answer.Headers.ETag);
    }

    [Theory]
    [InlineData("/v1/stores/shop/popular", "br")]
    [InlineData("/openapi/v1.json", "gzip")]
    public async Task Programs_get_answers_packed_when_they_ask(string path, string encoding)
    {
        using var request = Ask(path);
        request.Headers.AcceptEncoding.ParseAdd(encoding);

        using var answer = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal([encoding], answer.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task Pages_are_not_packed_since_they_hold_tokens()
    {
        using var request = Ask("/console/sign-in");
        request.Headers.AcceptEncoding.ParseAdd("gzip, br");

        using var answer = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(answer.Content.Headers.ContentEncoding);
    }

    private Task<ApiAnswer> Put(int price) => server.Send(
        "PUT", Product, new JsonObject { ["title"] = "T", ["category"] = "c", ["price"] = price }.ToJsonString());

    private async Task<HttpResponseMessage> Get(string path, EntityTagHeaderValue? known = null)
    {
        using var request = Ask(path);
        if (known is not null)
        {
            request.Headers.IfNoneMatch.Add(known);
        }

        return await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static HttpRequestMessage Ask(string path) => new(HttpMethod.Get, path)
    {
        Headers = { Authorization = new("Bearer", ApiServer.DevelopmentKey) },
    };
}
