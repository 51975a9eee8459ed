namespace SmartRetail.BrowserTests.Shop;

/// <summary>The page that most shoppers see first.</summary>
public sealed class HomeTests(RunningShop shop)
{
    private const long MostBytes = 250_000;

    [Fact]
    public async Task No_product_is_on_the_page_twice()
    {
        await using var tab = await shop.OpenKnownAsync();

        await tab.Page.GotoAsync("/");
        var products = await tab.ById("product").EvaluateAllAsync<string[]>("cards => cards.map(card => card.dataset.product)");

        Assert.True(products.Length >= 24, $"only {products.Length}");
        Assert.Equal(products.Distinct(), products);
    }

    [Fact]
    public async Task A_first_view_transfers_no_more_than_250_KB_and_no_script()
    {
        await using var tab = await shop.OpenAsync();
        var types = new List<string>();
        tab.Page.Request += (_, request) => types.Add(request.ResourceType);

        await tab.Page.GotoAsync("/", new() { WaitUntil = WaitUntilState.NetworkIdle });
        var bytes = await tab.Page.EvaluateAsync<long>(
            "[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]"
            + ".reduce((sum, entry) => sum + entry.transferSize, 0)");

        TestContext.Current.SendDiagnosticMessage("home: {0} bytes", bytes);
        Assert.InRange(bytes, 1, MostBytes);
        Assert.DoesNotContain("script", types);
    }

    [Fact]
    public async Task A_reason_is_read_in_full_by_keyboard()
    {
        await using var tab = await shop.OpenAsync();
        await tab.Page.GotoAsync("/");
        await tab.Products("trending").First.Locator("a").ClickAsync();
        await tab.ById("brand").ClickAsync();
        var reason = tab.ById("for-you").GetByTestId("reason").Filter(new() { HasText = "Because you viewed" }).First;

        await reason.Locator("summary").FocusAsync();
        await tab.Page.Keyboard.PressAsync("Enter");

        await Expect(reason).ToHaveAttributeAsync("open", "");
    }
}
