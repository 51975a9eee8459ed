using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace SmartRetail.BrowserTests;

/// <summary>A process that is told to live below a path, as behind a proxy that shares its address with others.</summary>
public sealed class PathPrefixTests(PrefixedShop prefixed, RunningShop shop) : IClassFixture<PrefixedShop>
{
    [Fact]
    public async Task The_shop_works_below_a_path()
    {
        await using var tab = await shop.OpenAsync(baseAddress: prefixed.Address);
        await tab.Page.GotoAsync("");
        var product = (await tab.ReadProductsAsync("trending"))[0];

        await tab.Products("trending").First.GetByTestId("add").ClickAsync();
        await Expect(tab.ById("note")).ToContainTextAsync("in your basket");
        await tab.ById("basket-link").ClickAsync();

        Assert.EndsWith(PrefixedShop.Prefix + "/basket", new Uri(tab.Page.Url).AbsolutePath, StringComparison.Ordinal);
        await Expect(tab.ById("basket-line")).ToHaveAttributeAsync("data-product", product);
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task The_console_signs_in_and_becomes_interactive_below_a_path()
    {
        await using var tab = await shop.OpenAsync(baseAddress: prefixed.Address);

        await tab.Page.GotoAsync("console/models");
        await tab.Page.Locator("input[name=key]").FillAsync(prefixed.Key);
        await tab.Page.Locator("button[type=submit]").ClickAsync();
        await tab.Page.Locator("[data-interactive=true]").WaitForAsync();

        Assert.EndsWith(PrefixedShop.Prefix + "/console/models", new Uri(tab.Page.Url).AbsolutePath, StringComparison.Ordinal);
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task The_dashboard_of_Orleans_is_a_click_away_for_an_operator()
    {
        await using var tab = await shop.OpenAsync(baseAddress: prefixed.Address);
        var refused = new ConcurrentQueue<string>();
        tab.Page.Response += (_, answer) =>
        {
            if (answer.Status is >= 400 and < 500)
            {
                refused.Enqueue($"{answer.Status} {answer.Url}");
            }
        };
        await tab.Page.GotoAsync("console/models");
        await tab.Page.Locator("input[name=key]").FillAsync(prefixed.Key);
        await tab.Page.Locator("button[type=submit]").ClickAsync();

        await tab.ById("dashboard-link").ClickAsync();

        await Expect(tab.Page).ToHaveTitleAsync(new Regex("Dashboard"));
        // Which grains have been called lately is another matter; that some are listed says that its figures have come.
        await Expect(tab.Page.Locator("a[href^='#/grain/']").First).ToBeVisibleAsync(new() { Timeout = 30_000 });
        // What its own script says while the figures are not there yet is Orleans' matter; that each of its files and figures is
        // found behind the prefix is ours.
        Assert.Empty(refused);
    }

    [Fact]
    public async Task The_dashboard_of_Orleans_lets_nobody_else_in()
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler);

        using var answer = await client.GetAsync(
            new Uri(prefixed.Address, "console/dashboard/DashboardCounters"), TestContext.Current.CancellationToken);

        Assert.Contains("/console/sign-in", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trusted_proxy_says_that_the_shopper_speaks_TLS()
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, prefixed.Address);
        request.Headers.Add("X-Forwarded-Proto", "https");

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Contains(answer.Headers.GetValues("Set-Cookie"), cookie =>
            cookie.StartsWith("smartretail-visit=", StringComparison.Ordinal) && cookie.Contains("; secure", StringComparison.Ordinal));
    }
}
