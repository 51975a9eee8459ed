namespace SmartRetail.BrowserTests;

/// <summary>Nothing moves under the pointer while a page comes: the browser counts what does (Layout Instability API).</summary>
public sealed class LayoutTests(RunningShop shop)
{
    // A page is called steady below a tenth. Below a hundredth, what stands at the right of a bar moves aside when the rest of the
    // bar comes with the next piece of the document, as it does from a busy machine.
    private const string Count =
        """
        window.jumps = [];
        new PerformanceObserver(list => list.getEntries().filter(entry => entry.value >= 0.01).forEach(entry => window.jumps.push(
          entry.value.toFixed(4) + ": " + entry.sources.map(source => source.node?.outerHTML?.slice(0, 120)).join(" | "))))
          .observe({ type: "layout-shift", buffered: true });
        """;

    // A page is done when nothing in it has changed for a while; the overview changes each second.
    private const string WhenStill =
        """
        new Promise(done => {
          let wait;
          const begin = () => { clearTimeout(wait); wait = setTimeout(() => done(jumps), 300); };
          new MutationObserver(begin).observe(document, { attributes: true, characterData: true, childList: true, subtree: true });
          begin();
        })
        """;

    public static MatrixTheoryData<string, int> ConsolePages => new(
        [
            "/console",
            "/console/customers?id=13089",
            "/console/rules",
            "/console/catalog",
            "/console/catalog?q=christmas",
            "/console/training",
            "/console/models",
            "/console/stores",
            "/console/keys",
            "/console/audit",
        ],
        [RunningShop.Desktop, RunningShop.Phone]);

    [Theory]
    [InlineData("/")]
    [InlineData("/search?q=christmas")]
    [InlineData("/you")]
    [InlineData("/basket")]
    public async Task A_shop_page_does_not_jump_while_it_loads(string address)
    {
        await using var tab = await shop.OpenKnownAsync();

        Assert.Empty(await FindJumpsAsync(tab, () => tab.Page.GotoAsync(address, new() { WaitUntil = WaitUntilState.NetworkIdle })));
    }

    /// <summary>Its circuit draws it again: what stood there stays.</summary>
    [Theory, MemberData(nameof(ConsolePages))]
    public async Task A_console_page_does_not_jump_when_it_becomes_interactive(string address, int width)
    {
        await using var tab = await shop.OpenConsoleAsync();
        await tab.Page.SetViewportSizeAsync(width, RunningShop.Height);

        Assert.Empty(await FindJumpsAsync(tab, () => tab.GoToConsoleAsync(address)));
    }

    internal static async Task<string[]> FindJumpsAsync(Tab tab, Func<Task> open)
    {
        await tab.Page.AddInitScriptAsync(Count);
        await open();

        return await tab.Page.EvaluateAsync<string[]>(WhenStill);
    }
}
