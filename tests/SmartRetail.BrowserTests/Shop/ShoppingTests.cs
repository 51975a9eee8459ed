using System.Globalization;

namespace SmartRetail.BrowserTests.Shop;

/// <summary>Finding and buying.</summary>
public sealed class ShoppingTests(RunningShop shop)
{
    [Fact]
    public async Task A_search_finds_products_by_the_beginnings_of_their_words()
    {
        await using var tab = await shop.OpenAsync();
        await tab.Page.GotoAsync("/");

        await tab.ById("search-box").FillAsync("red retro mug");
        await tab.ById("search-submit").ClickAsync();

        await Expect(tab.ById("results").GetByTestId("product-title").First)
            .ToContainTextAsync("Red Retrospot Mug");
    }

    [Fact]
    public async Task A_search_without_a_match_says_so()
    {
        await using var tab = await shop.OpenAsync();

        await tab.Page.GotoAsync("/search?q=zzzz");

        await Expect(tab.ById("empty")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_known_customers_search_is_in_their_own_order()
    {
        await using var known = await shop.OpenKnownAsync();
        await using var stranger = await shop.OpenAsync();

        await known.Page.GotoAsync("/search?q=christmas");
        await stranger.Page.GotoAsync("/search?q=christmas");

        await Expect(known.ById("tier")).ToContainTextAsync("in your order");
        Assert.NotEqual(await stranger.ReadProductsAsync("results"), await known.ReadProductsAsync("results"));
    }

    [Fact]
    public async Task A_category_turns_its_pages_without_repeating_a_product()
    {
        await using var tab = await shop.OpenAsync();
        await tab.Page.GotoAsync("/");
        await tab.ById("category").First.ClickAsync();
        var first = await tab.ReadProductsAsync("results");

        await tab.ById("next-page").ClickAsync();
        var second = await tab.ReadProductsAsync("results");

        Assert.Equal(24, first.Count);
        Assert.Equal(24, second.Count);
        Assert.Empty(first.Intersect(second));
    }

    [Fact]
    public async Task A_product_page_shows_similar_products_and_a_personal_list()
    {
        await using var tab = await shop.OpenAsync();
        await tab.Page.GotoAsync("/");
        var product = (await tab.ReadProductsAsync("trending"))[0];

        await tab.Products("trending").First.Locator("a").ClickAsync();

        await Expect(tab.Products("similar")).ToHaveCountAsync(6);
        await Expect(tab.Products("for-you")).ToHaveCountAsync(6);
        Assert.DoesNotContain(product, await tab.ReadProductsAsync("for-you"));
    }

    [Fact]
    public async Task The_basket_takes_gives_back_and_sells()
    {
        await using var tab = await shop.OpenAsync();
        await tab.Page.GotoAsync("/search?q=mug");
        var products = await tab.ReadProductsAsync("results");
        var price = await tab.Product("results", products[1]).Locator(".price").TextContentAsync();
        await tab.Product("results", products[0]).GetByTestId("add").ClickAsync();
        await tab.Product("results", products[1]).GetByTestId("add").ClickAsync();
        await tab.Product("results", products[1]).GetByTestId("add").ClickAsync();
        await Expect(tab.ById("basket-count")).ToHaveTextAsync("3");

        await tab.ById("basket-link").ClickAsync();
        await tab.ById("remove").First.ClickAsync();
        var total = await tab.ById("basket-total").TextContentAsync();
        await tab.ById("buy").ClickAsync();

        Assert.Equal(2 * ReadPrice(price), ReadPrice(total));
        await Expect(tab.ById("note")).ToContainTextAsync("Thank you");
        await Expect(tab.ById("empty")).ToBeVisibleAsync();
        await Expect(tab.ById("basket-count")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_purchase_is_known_of_the_customer_at_once()
    {
        await using var tab = await shop.OpenAsync();
        await tab.Page.GotoAsync("/");
        await tab.Products("trending").First.GetByTestId("add").ClickAsync();

        await tab.ById("basket-link").ClickAsync();
        await tab.ById("buy").ClickAsync();
        await tab.Page.GotoAsync("/you");

        await Expect(tab.ById("interactions").Locator("tbody tr"))
            .ToContainTextAsync(["bought", "put into the basket"]);
    }

    [Fact]
    public async Task A_product_that_does_not_exist_is_not_found()
    {
        await using var tab = await shop.OpenAsync();

        var answer = await tab.Page.GotoAsync("/product/none-of-this-id");

        Assert.Equal(404, answer!.Status);
        await Expect(tab.ById("empty")).ToBeVisibleAsync();
    }

    private static decimal ReadPrice(string? price) =>
        decimal.Parse(price!.TrimStart('£'), CultureInfo.InvariantCulture);
}
