using System.Text;
using System.Text.RegularExpressions;

namespace SmartRetail.BrowserTests;

/// <summary>
/// Every page at the width of a desk and of a phone, light and dark, with nothing that axe-core calls serious or critical; the
/// pictures are kept for people to look at.
/// </summary>
public sealed class PageTests(RunningShop shop)
{
    // Each width and each set of colours is searched for barriers once: both are the same in the looks between.
    private static readonly (int Width, ColorScheme Scheme, bool IsSearched)[] Looks =
    [
        (RunningShop.Desktop, ColorScheme.Light, true),
        (RunningShop.Desktop, ColorScheme.Dark, false),
        (RunningShop.Phone, ColorScheme.Dark, true),
        (RunningShop.Phone, ColorScheme.Light, false),
    ];

    public static TheoryData<string, string> ShopPages => new()
    {
        { "home", "/" },
        { "search", "/search?q=christmas" },
        { "search-empty", "/search?q=zzzz" },
        { "basket", "/basket" },
        { "you", "/you" },
        { "not-found", "/not-found" },
    };

    public static TheoryData<string, string> ConsolePages => new()
    {
        { "console-overview", "/console" },
        { "console-training", "/console/training" },
        { "console-models", "/console/models" },
        { "console-customers", "/console/customers" },
        { "console-rules", "/console/rules" },
        { "console-catalog", "/console/catalog" },
        { "console-stores", "/console/stores" },
        { "console-keys", "/console/keys" },
        { "console-audit", "/console/audit" },
    };

    [Theory, MemberData(nameof(ShopPages))]
    public async Task A_shop_page_fits_every_screen(string name, string address)
    {
        await using var tab = await shop.OpenKnownAsync();

        await tab.Page.GotoAsync(address);

        await CheckAsync(tab, name);
    }

    [Fact]
    public async Task A_product_page_fits_every_screen()
    {
        await using var tab = await shop.OpenKnownAsync();

        await tab.Products("trending").First.Locator("a").ClickAsync();

        await CheckAsync(tab, "product");
    }

    [Fact]
    public async Task A_category_page_fits_every_screen()
    {
        await using var tab = await shop.OpenKnownAsync();

        await tab.ById("category").First.ClickAsync();

        await CheckAsync(tab, "category");
    }

    [Fact]
    public async Task A_filled_basket_fits_every_screen()
    {
        await using var tab = await shop.OpenKnownAsync();
        await tab.Products("trending").First.GetByTestId("add").ClickAsync();

        await tab.ById("basket-link").ClickAsync();

        await CheckAsync(tab, "basket-filled");
    }

    [Theory, MemberData(nameof(ConsolePages))]
    public async Task A_console_page_fits_every_screen(string name, string address)
    {
        await using var tab = await shop.OpenConsoleAsync();

        await tab.GoToConsoleAsync(address);

        await CheckAsync(tab, name);
    }

    [Fact]
    public async Task A_customer_in_the_console_fits_every_screen()
    {
        await using var tab = await shop.OpenConsoleAsync();
        await tab.GoToConsoleAsync("/console/customers");

        await tab.ById("sample-customer").First.ClickAsync();
        await Expect(tab.ById("profile")).ToBeVisibleAsync();

        await CheckAsync(tab, "console-customer");
    }

    [Fact]
    public async Task Kept_keys_fit_every_screen()
    {
        await MakeKeyAsync(
            """
            { "name": "nightly feed of prices and of stock", "stores": [ "*" ],
              "scopes": [ "recommend", "record", "catalog", "train", "operate", "privacy" ] }
            """);
        await MakeKeyAsync(
            """
            { "name": "pages", "stores": [ "sample" ], "scopes": [ "recommend", "record" ],
              "origins": [ "https://a-rather-long-name.shop.example" ] }
            """);
        await using var tab = await shop.OpenConsoleAsync();

        await tab.GoToConsoleAsync("/console/keys");
        await Expect(tab.ById("keys")).ToContainTextAsync("nightly feed");

        await CheckAsync(tab, "console-keys-kept");
    }

    internal static async Task CheckAsync(Tab tab, string name)
    {
        await Expect(tab.Page).ToHaveTitleAsync(new Regex("Bramble & Bell|SmartRetail"));
        var barriers = new List<string>();
        foreach (var (width, scheme, isSearched) in Looks)
        {
            await tab.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await tab.Page.SetViewportSizeAsync(width, RunningShop.Height);
            await tab.FitAsync();
            await tab.SaveScreenshotAsync(scheme == ColorScheme.Dark ? $"{name}-dark" : name);
            barriers.AddRange(isSearched ? await tab.FindBarriersAsync() : []);
        }

        Assert.Empty(barriers);
        Assert.Empty(tab.Errors);
    }

    private async Task MakeKeyAsync(string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await shop.Api.PostAsync(new Uri("v1/keys", UriKind.Relative), content, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }
}
