using System.Net;
using System.Text.RegularExpressions;
using SmartRetail.Client.Access;

namespace SmartRetail.UnitTests.Api;

public sealed partial class ConsoleSignInTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task Signs_in_with_a_key_for_the_console_and_goes_on_to_the_page_that_was_asked_for()
    {
        var (response, _) = await SignIn(ApiServer.DevelopmentKey, "?ReturnUrl=%2Fconsole%2Fmodels");

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("/console/models", response.Headers.Location?.OriginalString);
        var cookie = response.Headers.GetValues("Set-Cookie").Single(
            value => value.StartsWith("smart-retail-console=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("wrong", "This key is not known.")]
    [InlineData("key-of-shop-for-Operate", "for all stores")]
    [InlineData("key-of-shop-for-Train", "scope &#39;operate&#39;")]
    public async Task Refuses_a_key_that_is_not_for_the_console(string key, string reason)
    {
        var (response, text) = await SignIn(key);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(reason, text, StringComparison.Ordinal);
        Assert.False(response.Headers.TryGetValues("Set-Cookie", out _));
    }

    [Theory]
    [InlineData("?ReturnUrl=https%3A%2F%2Fevil.example")]
    [InlineData("?ReturnUrl=%2F%2Fevil.example")]
    [InlineData("?ReturnUrl=%2Fconsole.evil.example")]
    public async Task Never_sends_an_operator_to_another_site(string query)
    {
        var (response, _) = await SignIn(ApiServer.DevelopmentKey, query);

        Assert.Equal("/console", response.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Refuses_a_form_that_is_not_ours()
    {
        using var form = new FormUrlEncodedContent([new("key", ApiServer.DevelopmentKey)]);

        using var response = await server.Http.PostAsync(
            ConsolePolicy.SignInPath, form, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task A_console_cookie_does_not_open_the_api()
    {
        var (signedIn, _) = await SignIn(ApiServer.DevelopmentKey);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/stores");
        request.Headers.Add("Cookie", signedIn.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));
        using var http = new HttpClient { BaseAddress = server.Http.BaseAddress };

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    private Task<(HttpResponseMessage Response, string Text)> SignIn(string key, string query = "") =>
        SignIn(server, key, query);

    internal static async Task<(HttpResponseMessage Response, string Text)> SignIn(ApiServer server, string key, string query = "")
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = server.Http.BaseAddress };
        var page = await http.GetStringAsync(ConsolePolicy.SignInPath + query, TestContext.Current.CancellationToken);
        var token = Token().Match(page);
        using var form = new FormUrlEncodedContent(
            [new(token.Groups["name"].Value, token.Groups["value"].Value), new("key", key)]);
        var response = await http.PostAsync(
            WebUtility.HtmlDecode(Action().Match(page).Groups["path"].Value), form, TestContext.Current.CancellationToken);
        return (response, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [GeneratedRegex("type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("action=\"(?<path>[^\"]+)\"")]
    private static partial Regex Action();
}
