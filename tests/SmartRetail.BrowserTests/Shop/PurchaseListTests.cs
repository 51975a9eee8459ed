using System.Net.Http.Json;
using System.Text.Json;

namespace SmartRetail.BrowserTests.Shop;

/// <summary>The lists that come from what was bought: by everybody together, and by one shopper before.</summary>
public sealed class PurchaseListTests(RunningShop shop)
{
    // The best-selling product of the sample: much was bought with it.
    private const string Product = "85123A";

    [Fact]
    public async Task A_product_page_shows_what_is_bought_together_with_it()
    {
        await using var tab = await shop.OpenAsync();
        var together = await ReadTogetherAsync();

        await tab.Page.GotoAsync($"/product/{Product}");
        var shown = await tab.ReadProductsAsync("bought-together");
        await tab.Products("bought-together").First.Locator("a").ClickAsync();

        Assert.Equal(6, shown.Count);
        Assert.DoesNotContain(Product, shown);
        Assert.Contains(together[0], shown);
        await Expect(tab.ById("product-page")).ToHaveAttributeAsync("data-product", shown[0]);
    }

    [Fact]
    public async Task A_basket_is_completed_and_what_is_put_in_moves_from_the_shelf_to_the_lines()
    {
        await using var tab = await shop.OpenAsync();
        await tab.Page.GotoAsync($"/product/{Product}");
        await tab.ById("add-to-basket").ClickAsync();
        await tab.ById("basket-link").ClickAsync();
        var completing = await tab.ReadProductsAsync("completes");

        await tab.Product("completes", completing[0]).GetByTestId("add").ClickAsync();
        await Expect(tab.ById("basket-line")).ToHaveCountAsync(2);

        Assert.Equal(6, completing.Count);
        Assert.DoesNotContain(Product, completing);
        await Expect(tab.ById("basket-line").Last).ToHaveAttributeAsync("data-product", completing[0]);
        Assert.DoesNotContain(completing[0], await tab.ReadProductsAsync("completes"));
    }

    [Fact]
    public async Task What_was_bought_is_offered_again_on_the_next_home_page_and_bought_from_there()
    {
        await using var tab = await shop.OpenAsync();
        // From a list: what was looked at is on the shelf of what was viewed, and nothing is on a page twice.
        await tab.Page.GotoAsync("/search?q=white hanging heart t-light holder");
        await tab.Product("results", Product).GetByTestId("add").ClickAsync();
        await tab.ById("basket-link").ClickAsync();
        await tab.ById("buy").ClickAsync();
        await Expect(tab.ById("note")).ToContainTextAsync("Thank you");

        await tab.ById("brand").ClickAsync();
        var again = await tab.ReadProductsAsync("buy-again");
        await tab.Products("buy-again").First.GetByTestId("add").ClickAsync();
        await tab.ById("basket-link").ClickAsync();

        Assert.Equal([Product], again);
        await Expect(tab.ById("basket-line")).ToHaveAttributeAsync("data-product", Product);
    }

    [Fact]
    public async Task A_known_customer_is_offered_what_they_have_bought_before()
    {
        await using var tab = await shop.OpenKnownAsync();
        var customer = (await tab.ById("customer-name").TextContentAsync())!.Split(' ')[1];

        var shown = await tab.ReadProductsAsync("buy-again");

        var bought = await ReadAsync($"customers/{customer}/buy-again?count=100");
        Assert.NotEmpty(shown);
        Assert.Empty(shown.Except(bought));
    }

    private Task<List<string>> ReadTogetherAsync() => ReadAsync($"products/{Product}/bought-together?count=6");

    private async Task<List<string>> ReadAsync(string path)
    {
        var list = await shop.Api.GetFromJsonAsync<JsonElement>(
            new Uri($"v1/stores/sample/{path}", UriKind.Relative), TestContext.Current.CancellationToken);
        return [.. list.GetProperty("products").EnumerateArray().Select(product => product.GetProperty("product").GetString()!)];
    }
}
