namespace SmartRetail.BrowserTests;

/// <summary>Pages are in the reader's language: the browser's, until another one is chosen.</summary>
public sealed class LanguageTests(RunningShop shop)
{
    [Theory]
    [InlineData("zh-CN", "zh", "为您推荐")]
    [InlineData("de-DE", "en", "For you")]
    public async Task The_shop_is_in_the_language_that_the_browser_asks_for(string asked, string language, string title)
    {
        await using var tab = await shop.OpenAsync(language: asked);

        await tab.Page.GotoAsync("/");

        await Expect(tab.Page.Locator("html")).ToHaveAttributeAsync("lang", language);
        await Expect(tab.ById("for-you").Locator("h2")).ToHaveTextAsync(title);
    }

    [Fact]
    public async Task The_switch_changes_the_language_of_the_page_it_stands_on_and_of_all_others()
    {
        await using var tab = await shop.OpenAsync();
        await tab.Page.GotoAsync("/search?q=mug");

        await tab.ById("language").ClickAsync();
        await Expect(tab.ById("total")).ToContainTextAsync("件商品");
        await tab.ById("basket-link").ClickAsync();

        await Expect(tab.Page.Locator("h1")).ToHaveTextAsync("您的购物篮");
        Assert.Contains("q=mug", await tab.Page.EvaluateAsync<string>("document.referrer"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_console_stays_in_the_language_when_it_has_become_interactive()
    {
        await using var tab = await shop.OpenConsoleAsync();
        await tab.GoToConsoleAsync("/console/customers");

        await tab.ById("language").ClickAsync();
        await tab.GoToConsoleAsync("/console/customers");
        await Expect(tab.Page.Locator("h1")).ToHaveTextAsync("顾客");
        await tab.ById("language").ClickAsync();
        await tab.GoToConsoleAsync("/console/customers");

        await Expect(tab.Page.Locator("h1")).ToHaveTextAsync("Customers");
    }
}
