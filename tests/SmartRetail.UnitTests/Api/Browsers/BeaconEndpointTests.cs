namespace SmartRetail.UnitTests.Api.Browsers;

public sealed class BeaconEndpointTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task The_script_takes_less_than_three_kilobytes_of_a_page()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/beacon.js");
        request.Headers.AcceptEncoding.ParseAdd("gzip");

        using var answer = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var packed = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["gzip"], answer.Content.Headers.ContentEncoding);
        Assert.InRange(packed.Length, 1_000, 3 * 1_024);
    }

    [Fact]
    public async Task A_browser_that_has_the_script_is_not_sent_it_again()
    {
        var first = await server.Send("GET", "/beacon.js", key: null);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/beacon.js");
        request.Headers.TryAddWithoutValidation("If-None-Match", first.Headers["ETag"]);

        using var second = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(System.Net.HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal("text/javascript", first.MediaType);
        Assert.Equal("public, max-age=3600", first.Headers["Cache-Control"]);
    }
}
