namespace SmartRetail.BrowserTests.Shop;

/// <summary>Who was a visitor and signs in stays the same person.</summary>
public sealed class SignInTests(RunningShop shop)
{
    [Fact]
    public async Task What_a_visitor_viewed_counts_for_the_customer_they_sign_in_as()
    {
        await using var tab = await shop.OpenAsync();
        await tab.Page.GotoAsync("/");
        var viewed = (await tab.ReadProductsAsync("trending"))[0];
        await tab.Product("trending", viewed).Locator("a").ClickAsync();

        await tab.ById("customer-switch").ClickAsync();
        await tab.ById("become-customer").Last.ClickAsync();
        await Expect(tab.ById("note")).ToContainTextAsync("signed in");

        Assert.Equal(viewed, (await tab.ReadProductsAsync("recently-viewed"))[0]);
    }

    [Fact]
    public async Task The_basket_comes_along_and_is_gone_after_signing_out()
    {
        await using var tab = await shop.OpenAsync();
        await tab.Page.GotoAsync("/");
        await tab.Products("trending").First.GetByTestId("add").ClickAsync();

        await tab.ById("customer-switch").ClickAsync();
        await tab.ById("become-customer").Last.ClickAsync();
        await Expect(tab.ById("basket-count")).ToHaveTextAsync("1");
        await tab.ById("customer-switch").ClickAsync();
        await tab.ById("become-anonymous").ClickAsync();

        await Expect(tab.ById("note")).ToContainTextAsync("signed out");
        await Expect(tab.ById("basket-count")).ToHaveCountAsync(0);
        await Expect(tab.ById("for-you")).ToHaveAttributeAsync("data-tier", "popular");
    }
}
