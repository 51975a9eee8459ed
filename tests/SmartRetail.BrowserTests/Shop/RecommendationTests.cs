namespace SmartRetail.BrowserTests.Shop;

/// <summary>What a click does to the next page.</summary>
public sealed class RecommendationTests(RunningShop shop)
{
    [Fact]
    public async Task A_newcomer_is_shown_what_is_popular()
    {
        await using var tab = await shop.OpenAsync();

        await tab.Page.GotoAsync("/");

        await Expect(tab.ById("for-you")).ToHaveAttributeAsync("data-tier", "popular");
        await Expect(tab.Products("for-you")).ToHaveCountAsync(12);
        await Expect(tab.Products("trending")).ToHaveCountAsync(6);
        await Expect(tab.ById("recently-viewed")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_viewed_product_changes_the_list_on_the_very_next_page()
    {
        await using var tab = await shop.OpenAsync();
        await tab.Page.GotoAsync("/");
        var before = await tab.ReadProductsAsync("for-you");

        await tab.Products("trending").First.Locator("a").ClickAsync();
        await tab.ById("brand").ClickAsync();
        var after = await tab.ReadProductsAsync("for-you");

        Assert.NotEqual(before, after);
        await Expect(tab.ById("for-you")).Not.ToHaveAttributeAsync("data-tier", "popular");
        await Expect(tab.ById("for-you")).ToContainTextAsync("Because you viewed");
    }

    [Fact]
    public async Task A_viewed_product_is_listed_as_recently_viewed()
    {
        await using var tab = await shop.OpenAsync();
        await tab.Page.GotoAsync("/");
        var viewed = (await tab.ReadProductsAsync("trending"))[1];

        await tab.Products("trending").Nth(1).Locator("a").ClickAsync();
        await tab.ById("brand").ClickAsync();

        Assert.Equal([viewed], await tab.ReadProductsAsync("recently-viewed"));
    }

    [Fact]
    public async Task A_visit_to_a_product_counts_as_one_view_even_after_a_form_led_back_to_it()
    {
        await using var tab = await shop.OpenAsync();
        await tab.Page.GotoAsync("/");

        await tab.Products("trending").First.Locator("a").ClickAsync();
        await tab.ById("like").ClickAsync();
        await tab.Page.GotoAsync("/you");

        await Expect(tab.ById("profile-version")).ToHaveTextAsync("2");
        await Expect(tab.ById("interactions").Locator("tbody tr")).ToContainTextAsync(["liked", "viewed"]);
    }

    [Fact]
    public async Task Not_for_me_removes_the_product_from_the_next_list()
    {
        await using var tab = await shop.OpenAsync();
        await tab.Page.GotoAsync("/");
        var hidden = (await tab.ReadProductsAsync("for-you"))[0];

        await tab.Products("for-you").First.GetByTestId("not-for-me").ClickAsync();
        await Expect(tab.ById("note")).ToBeVisibleAsync();

        Assert.DoesNotContain(hidden, await tab.ReadProductsAsync("for-you"));
    }

    [Fact]
    public async Task Not_for_me_on_a_products_own_page_keeps_it_out_of_every_list_of_the_next()
    {
        await using var tab = await shop.OpenAsync();
        await tab.Page.GotoAsync("/");
        var hidden = (await tab.ReadProductsAsync("for-you"))[0];

        await tab.Products("for-you").First.Locator("a").ClickAsync();
        await tab.ById("not-for-me-product").ClickAsync();
        await Expect(tab.ById("note")).ToContainTextAsync("not be shown it again");
        await tab.ById("brand").ClickAsync();

        Assert.DoesNotContain(hidden, await tab.ReadProductsAsync("for-you"));
        Assert.DoesNotContain(hidden, await tab.ReadProductsAsync("trending"));
    }

    [Fact]
    public async Task A_known_customer_is_shown_another_list_than_a_newcomer()
    {
        await using var tab = await shop.OpenAsync();
        await tab.Page.GotoAsync("/");
        var newcomers = await tab.ReadProductsAsync("for-you");

        await tab.ById("customer-switch").ClickAsync();
        await tab.ById("become-customer").First.ClickAsync();

        await Expect(tab.ById("for-you")).Not.ToHaveAttributeAsync("data-tier", "popular");
        Assert.NotEqual(newcomers, await tab.ReadProductsAsync("for-you"));
        await Expect(tab.ById("customer-name")).ToContainTextAsync("Customer");
    }
}
