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
    public async Task A_reason_is_read_in_full_under_the_pointer()
    {
        await using var tab = await shop.OpenAsync();
        var reason = await OpenLongReasonAsync(tab);
        var isCutBefore = await IsCutAsync(reason);

        await reason.HoverAsync();

        Assert.True(isCutBefore);
        Assert.False(await IsCutAsync(reason));
    }

    [Fact]
    public async Task A_reason_is_read_in_full_after_a_tap_and_folded_by_another()
    {
        await using var tab = await shop.OpenAsync(hasTouch: true);
        var reason = await OpenLongReasonAsync(tab);
        var isCutBefore = await IsCutAsync(reason);

        await reason.Locator("summary").TapAsync();
        await Expect(reason).ToHaveAttributeAsync("open", "");
        var isCutAfter = await IsCutAsync(reason);
        await reason.Locator("summary").TapAsync();

        await Expect(reason).Not.ToHaveAttributeAsync("open", "");
        Assert.Equal((true, false), (isCutBefore, isCutAfter));
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

    /// <summary>Looks at a product with so long a name that two lines cannot hold the reason that it becomes.</summary>
    private static async Task<ILocator> OpenLongReasonAsync(Tab tab)
    {
        await tab.Page.GotoAsync("/search?q=white hanging heart t-light holder");
        await tab.Products("results").First.Locator("a").ClickAsync();
        await tab.Page.GotoAsync("/");
        return tab.ById("for-you").GetByTestId("reason").Filter(new() { HasText = "Because you viewed White Hanging Heart" }).First;
    }

    private static Task<bool> IsCutAsync(ILocator reason) =>
        reason.Locator("summary").EvaluateAsync<bool>("text => text.scrollHeight > text.clientHeight + 1");
}
