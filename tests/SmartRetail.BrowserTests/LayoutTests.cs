namespace SmartRetail.BrowserTests;

/// <summary>Nothing moves under the pointer while a page comes: the browser counts what does (Layout Instability API).</summary>
public sealed class LayoutTests(RunningShop shop)
{
    // A shift below a thousandth is a word that moves by less than a pixel when its font is there; a page is called steady below
    // a tenth.
    private const string Count =
        """
        window.jumps = [];
        new PerformanceObserver(list => list.getEntries().filter(entry => entry.value >= 0.001).forEach(entry => window.jumps.push(
          entry.value.toFixed(4) + ": " + entry.sources.map(source => source.node?.outerHTML?.slice(0, 120)).join(" | "))))
          .observe({ type: "layout-shift", buffered: true });
        """;

    [Theory]
    [InlineData("/")]
    [InlineData("/search?q=christmas")]
    [InlineData("/you")]
    [InlineData("/basket")]
    public async Task A_shop_page_does_not_jump_while_it_loads(string address)
    {
        await using var tab = await shop.OpenKnownAsync();
        await tab.Page.AddInitScriptAsync(Count);

        await tab.Page.GotoAsync(address, new() { WaitUntil = WaitUntilState.NetworkIdle });

        Assert.Empty(await tab.Page.EvaluateAsync<string[]>("jumps"));
    }
}
