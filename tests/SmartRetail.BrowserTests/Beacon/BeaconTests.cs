using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace SmartRetail.BrowserTests.Beacon;

/// <summary>What the script keeps, sends and shows, in pages of another site than the product's.</summary>
public sealed class BeaconTests(RunningShop shop)
{
    private const string List = """
        <ul data-recommendations="LIST" data-count="4"><template><li><a href="/product?id={id}" title="{title}">{title}</a></li></template></ul>
        """;

    private static readonly string ForYou = List.Replace("LIST", "for-you", StringComparison.Ordinal);
    private static readonly string Popular = List.Replace("LIST", "popular", StringComparison.Ordinal);

    [Fact]
    public async Task Without_consent_lists_are_shown_and_nothing_is_kept_or_recorded()
    {
        await using var tab = await shop.OpenAsync();
        var sent = Watch(tab);

        await tab.Page.GotoAsync(shop.Put("silent", """<h1 data-view="85123A">A product</h1>""" + ForYou));
        await tab.ExpectItemsAsync("for-you", 4);

        Assert.Null(await tab.ReadStorageAsync());
        Assert.DoesNotContain(sent, address => address.Contains("/interactions", StringComparison.Ordinal));
        Assert.DoesNotContain(sent, address => address.Contains("/customers/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Global_privacy_control_is_a_no_whatever_the_page_says()
    {
        await using var tab = await shop.OpenAsync("Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })");

        await tab.Page.GotoAsync(shop.Put(
            "gpc", """<h1 data-view="85123A">A product</h1>""" + ForYou, "data-consent=\"granted\""));
        await tab.ExpectItemsAsync("for-you", 4);

        Assert.Null(await tab.ReadStorageAsync());
    }

    [Fact]
    public async Task A_withdrawn_consent_takes_all_that_was_kept_with_it()
    {
        await using var tab = await shop.OpenAsync();
        await tab.Page.GotoAsync(shop.Put("withdrawn", """<h1 data-view="85123A">A product</h1>""", "data-consent=\"granted\""));
        await tab.SettleAsync();

        await tab.Page.EvaluateAsync("smartRetail.consent(false)");
        await tab.Page.EvaluateAsync("smartRetail.record('View', '22423')");

        Assert.Null(await tab.ReadStorageAsync());
    }

    [Fact]
    public async Task A_list_reflects_the_view_that_the_same_page_records()
    {
        await using var tab = await shop.OpenAsync();

        await tab.Page.GotoAsync(shop.Put("view", """<h1 data-view="85123A">A product</h1>""" + ForYou, "data-consent=\"granted\""));
        await tab.ExpectItemsAsync("for-you", 4);

        Assert.Equal(["View"], await shop.ReadKindsAsync(await tab.ReadIdAsync(), 1));
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task A_list_is_asked_for_with_what_was_acknowledged_before_it()
    {
        await using var tab = await shop.OpenAsync();
        var asked = new List<string>();
        tab.Page.Request += (_, request) =>
        {
            if (request.Url.EndsWith("/page", StringComparison.Ordinal))
            {
                asked.Add(request.PostData ?? "");
            }
        };

        await tab.Page.GotoAsync(shop.Put(
            "known", """<h1 data-view="85123A">A product</h1>""" + ForYou, "data-consent=\"granted\""));
        await tab.ExpectItemsAsync("for-you", 4);

        Assert.Contains("\"leastProfileVersion\":1", Assert.Single(asked), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_is_asked_for_when_its_place_comes_into_view()
    {
        await using var tab = await shop.OpenAsync();
        var sent = Watch(tab);
        await tab.Page.GotoAsync(shop.Put(
            "scroll", Popular + "<div style='height:5000px'></div>" + ForYou, "data-consent=\"granted\""));
        await tab.ExpectItemsAsync("popular", 4);
        var before = sent.Count(address => address.EndsWith("/page", StringComparison.Ordinal));

        await tab.Page.EvaluateAsync("scrollTo(0, document.body.scrollHeight)");
        await tab.ExpectItemsAsync("for-you", 4);

        Assert.Equal(1, before);
        Assert.Equal(2, sent.Count(address => address.EndsWith("/page", StringComparison.Ordinal)));
        Assert.Empty((await ReadIdsAsync(tab, "popular")).Intersect(await ReadIdsAsync(tab, "for-you")));
    }

    [Fact]
    public async Task What_could_not_be_sent_goes_out_from_the_next_page_and_counts_once()
    {
        await using var tab = await shop.OpenAsync();
        var page = shop.Put("offline", "<h1>A page</h1>", "data-consent=\"granted\"");
        await tab.Page.RouteAsync("**/interactions", route => route.AbortAsync());
        await tab.Page.GotoAsync(page);
        await tab.Page.EvaluateAsync("smartRetail.record('View', '85123A'); smartRetail.record('Wish', '22423')");

        await tab.Page.UnrouteAllAsync();
        await tab.Page.ReloadAsync();
        await tab.SettleAsync();

        Assert.Equal(["View", "Wish"], (await shop.ReadKindsAsync(await tab.ReadIdAsync(), 2)).Order());
    }

    [Fact]
    public async Task A_refused_batch_is_tried_again_after_a_pause_without_another_page()
    {
        await using var tab = await shop.OpenAsync();
        // A timer may come before the clock says that its time is over: browsers round both, each in its own way.
        await tab.Page.AddInitScriptAsync("const later = setTimeout; window.setTimeout = (act, time) => later(act, time - 50)");
        var refused = 0;
        await tab.Page.RouteAsync("**/interactions", route => refused++ == 0
            ? route.FulfillAsync(new() { Status = 503, Headers = Allowed(("Retry-After", "1")) })
            : route.ContinueAsync());

        await tab.Page.GotoAsync(shop.Put("busy", """<h1 data-view="85123A">A product</h1>""", "data-consent=\"granted\""));
        await tab.SettleAsync();

        Assert.Equal(2, refused);
        Assert.Equal(["View"], await shop.ReadKindsAsync(await tab.ReadIdAsync(), 1));
    }

    [Fact]
    public async Task One_interaction_that_is_refused_does_not_hold_up_the_others()
    {
        await using var tab = await shop.OpenAsync();
        await tab.Page.GotoAsync(shop.Put("wrong", "<h1>A page</h1>", "data-consent=\"granted\""));

        await tab.Page.EvaluateAsync(
            "for (const kind of ['View', 'Dance', 'Like']) smartRetail.record(kind, '85123A')");
        await tab.SettleAsync();

        Assert.Equal(["Like", "View"], (await shop.ReadKindsAsync(await tab.ReadIdAsync(), 2)).Order());
    }

    [Fact]
    public async Task The_queue_is_bounded_and_gives_up_views_first()
    {
        await using var tab = await shop.OpenAsync();
        await tab.Page.RouteAsync("**/interactions", route => route.AbortAsync());
        await tab.Page.GotoAsync(shop.Put("full", "<h1>A page</h1>", "data-consent=\"granted\""));

        await tab.Page.EvaluateAsync(
            "smartRetail.record('Purchase', '85123A'); for (let i = 0; i < 300; i++) smartRetail.record('View', '22423')");
        var queue = (await tab.ReadStorageAsync())!["queue"]!.AsArray();

        Assert.Equal(200, queue.Count);
        Assert.Equal("Purchase", (string?)queue[0]!["kind"]);
    }

    [Fact]
    public async Task What_was_done_before_the_sign_in_counts_for_who_signs_in()
    {
        await using var tab = await shop.OpenAsync();
        await tab.Page.GotoAsync(shop.Put("sign-in", """<h1 data-view="85123A">A product</h1>""", "data-consent=\"granted\""));
        await tab.SettleAsync();
        var anonymous = await tab.ReadIdAsync();
        var customer = $"c-{Guid.NewGuid():N}";

        await tab.Page.EvaluateAsync($"smartRetail.signIn('{customer}', '{await WriteTokenAsync(customer)}')");
        await tab.Page.EvaluateAsync("smartRetail.record('Like', '22423')");
        await tab.SettleAsync();

        Assert.Equal(["Like", "View"], (await shop.ReadKindsAsync(customer, 2)).Order());
        Assert.NotEqual(anonymous, (string?)(await tab.ReadStorageAsync())!["id"]);
    }

    [Fact]
    public async Task A_page_cannot_speak_for_a_known_customer_by_naming_it()
    {
        await using var tab = await shop.OpenAsync();
        var customer = $"c-{Guid.NewGuid():N}";

        await tab.Page.GotoAsync(shop.Put(
            "forged", """<h1 data-view="85123A">A product</h1>""", $"data-consent=\"granted\" data-customer=\"{customer}\""));
        await tab.SettleAsync();

        Assert.Empty(await shop.ReadInteractionsAsync(customer));
    }

    [Fact]
    public async Task Works_behind_a_prefix_of_the_pages_own_site()
    {
        await using var tab = await shop.OpenAsync();

        await tab.Page.GotoAsync(shop.Put(
            "prefix", """<h1 data-view="85123A">A product</h1>""" + ForYou, "data-consent=\"granted\"", "/retail/beacon.js"));
        await tab.ExpectItemsAsync("for-you", 4);

        Assert.Equal(["View"], await shop.ReadKindsAsync(await tab.ReadIdAsync(), 1));
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task A_products_text_is_never_html_and_its_address_never_a_script()
    {
        await using var tab = await shop.OpenAsync();
        await tab.Page.RouteAsync("**/products?*", async route =>
        {
            var ids = new Uri(route.Request.Url).Query.TrimStart('?').Split('&').Select(pair => pair.Split('=')[1]);
            var products = new JsonArray([.. ids.Select(id => (JsonNode)new JsonObject
            {
                ["id"] = id,
                ["title"] = "<img src=x onerror=alert(1)>",
                ["attributes"] = new JsonObject { ["url"] = "java\nscript:alert(1)" },
            })]);
            await route.FulfillAsync(new()
            {
                Headers = Allowed(),
                ContentType = "application/json",
                Body = new JsonObject { ["products"] = products }.ToJsonString(),
            });
        });

        await tab.Page.GotoAsync(shop.Put("hostile", """
            <ul data-recommendations="popular" data-count="1"><template><li><a href="{attributes.url}">{title}</a></li></template></ul>
            """));

        await Expect(tab.Slot("popular")).ToHaveTextAsync("<img src=x onerror=alert(1)>");
        Assert.Equal("", await tab.Slot("popular").Locator("a").GetAttributeAsync("href"));
        await Expect(tab.Slot("popular").Locator("img")).ToHaveCountAsync(0);
    }

    private async Task<string> WriteTokenAsync(string customer)
    {
        using var answer = await shop.Api.PostAsync(
            new Uri($"v1/stores/sample/customers/{customer}/token", UriKind.Relative), null, TestContext.Current.CancellationToken);
        return (string)(await answer.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!["token"]!;
    }

    private Dictionary<string, string> Allowed(params (string Name, string Value)[] others) => new(
        others.Select(other => KeyValuePair.Create(other.Name, other.Value)))
    {
        ["Access-Control-Allow-Origin"] = shop.Site.Origin,
        ["Access-Control-Expose-Headers"] = "Retry-After",
    };

    private static Task<string[]> ReadIdsAsync(Tab tab, string list) => tab.Slot(list).EvaluateAllAsync<string[]>(
        "items => items.map(item => item.dataset.followed)");

    private static List<string> Watch(Tab tab)
    {
        var sent = new List<string>();
        tab.Page.Request += (_, request) => sent.Add(request.Url);
        return sent;
    }
}
