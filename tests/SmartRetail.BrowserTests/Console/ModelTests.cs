namespace SmartRetail.BrowserTests.Console;

/// <summary>What an operator sees of models and of the runs that fit them.</summary>
public sealed class ModelTests(TrainedCluster cluster, RunningShop shop) : IClassFixture<TrainedCluster>
{
    [Fact]
    public async Task Metrics_have_their_intervals_beside_those_of_the_floors()
    {
        await using var tab = await OpenAsync("console/models");
        var newest = tab.ById("model").First;

        await Expect(newest.GetByTestId("interval-plot")).ToContainTextAsync("markov");
        await Expect(newest.Locator("tr", new() { HasText = "ndcg@10" }).GetByTestId("interval")).ToHaveCountAsync(9);
        await Expect(newest.Locator("tr", new() { HasText = "precision@5" }).GetByTestId("interval")).ToHaveCountAsync(9);
        await Expect(newest.GetByTestId("gate-verdict")).ToContainTextAsync("passed");
        await PageTests.CheckAsync(tab, "console-models-published");
    }

    [Fact]
    public async Task A_model_that_was_begun_with_the_one_before_says_so()
    {
        await using var tab = await OpenAsync("console/models");

        await Expect(tab.ById("parent").Nth(0)).ToHaveTextAsync("Version 1");
        await Expect(tab.ById("parent").Nth(1)).ToHaveTextAsync("chance");
    }

    [Theory]
    [InlineData("console/models", RunningShop.Desktop)]
    [InlineData("console/models", RunningShop.Phone)]
    [InlineData("console/training", RunningShop.Desktop)]
    [InlineData("console/training", RunningShop.Phone)]
    public async Task A_page_with_models_and_runs_does_not_jump_when_it_becomes_interactive(string address, int width)
    {
        await using var tab = await OpenAsync(address);
        await tab.Page.SetViewportSizeAsync(width, RunningShop.Height);

        Assert.Empty(await LayoutTests.FindJumpsAsync(tab, () => tab.GoToConsoleAsync(address)));
    }

    [Fact]
    public async Task Two_models_are_compared_metric_by_metric()
    {
        await using var tab = await OpenAsync("console/models");
        await tab.ById("all-compared").ClickAsync();
        var row = tab.ById("comparison").Locator("tr", new() { HasText = "ndcg@10" });
        await Expect(row).ToBeVisibleAsync();
        var before = await row.Locator("td").AllTextContentsAsync();

        await tab.ById("compare-first").SelectOptionAsync("2");
        await tab.ById("compare-second").SelectOptionAsync("1");

        await Expect(row.Locator("td").Nth(1)).ToHaveTextAsync(before[2]);
        await Expect(row.Locator("td").Nth(2)).ToHaveTextAsync(before[1]);
    }

    [Fact]
    public async Task Two_models_are_drawn_beside_each_other_and_read_out()
    {
        await using var tab = await OpenAsync("console/models");
        var row = tab.ById("comparison-chart").Locator("[data-metric='ndcg@10']");
        await Expect(row).ToBeVisibleAsync();
        var read = await row.GetByRole(AriaRole.Img).GetAttributeAsync("aria-label");
        var second = await row.Locator(".second .dot").GetAttributeAsync("d");

        await tab.ById("compare-second").SelectOptionAsync("1");

        await Expect(row.Locator(".second .dot")).Not.ToHaveAttributeAsync("d", second!);
        await Expect(row.Locator(".difference")).ToHaveTextAsync("0.0000");
        Assert.Matches(@"^ndcg@10: version 1 0\.\d{4} \(0\.\d{4}–0\.\d{4}\), version 2 0\.\d{4} \(.+\), difference [+-]0\.\d{4}$", read);
    }

    [Fact]
    public async Task A_table_of_metrics_is_read_at_a_desk_without_being_pushed_aside()
    {
        await using var tab = await OpenAsync("console/models");

        await Expect(tab.ById("metrics").First).ToBeVisibleAsync();

        Assert.Empty(await tab.FindPushedAsideAsync());
    }

    [Fact]
    public async Task An_operator_rolls_back_and_activates_again()
    {
        await using var tab = await OpenAsync("console/models");
        await Expect(Model(tab, 2).GetByTestId("active")).ToBeVisibleAsync();

        await ActivateAsync(tab, 1);
        await Expect(Model(tab, 1).GetByTestId("active")).ToBeVisibleAsync();
        await Expect(tab.ById("model-history").Locator("tbody tr").First).ToContainTextAsync("development");
        await ActivateAsync(tab, 2);

        await Expect(Model(tab, 2).GetByTestId("active")).ToBeVisibleAsync();
        await Expect(Model(tab, 1).GetByTestId("active")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task An_operator_compares_a_candidate_with_the_active_model_and_ends_it()
    {
        await using var tab = await OpenAsync("console/models");

        await tab.ById("shadow-share").FillAsync("100");
        await tab.ById("shadow-start").ClickAsync();
        await Expect(tab.ById("shadow-stop")).ToBeVisibleAsync();
        await cluster.ShopAsync(customers: 5);
        await Expect(tab.ById("shadow-compared")).ToHaveTextAsync("5", new() { Timeout = 30_000 });
        await tab.ById("shadow").ScrollIntoViewIfNeededAsync();
        await tab.SaveScreenshotAsync("console-models-shadow");
        await tab.Page.SetViewportSizeAsync(RunningShop.Phone, RunningShop.Height);
        await tab.SaveScreenshotAsync("console-models-shadow-phone");
        await tab.ById("shadow-stop").ClickAsync();

        await Expect(tab.ById("shadow-start")).ToBeVisibleAsync();
        await Expect(tab.ById("shadow-figures")).ToContainTextAsync("stopped at");
        await Expect(tab.ById("shadow-overlap")).ToContainTextAsync("%");
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task The_losses_of_two_workers_are_drawn_as_they_fit_until_an_operator_cancels()
    {
        await using var tab = await OpenAsync("console/training");
        await tab.ById("architecture").SelectOptionAsync("sasrec");
        await tab.Page.GetByLabel("Epochs").FillAsync("1000");

        await tab.ById("start-training").ClickAsync();
        var lines = tab.ById("worker-losses").Locator("polyline");
        await Expect(lines).ToHaveCountAsync(2, new() { Timeout = 120_000 });
        await Expect(tab.ById("worker-losses")).ToContainTextAsync("worker-1");
        await tab.SaveScreenshotAsync("console-training-two-workers");
        await tab.ById("cancel-training").ClickAsync();

        await Expect(tab.ById("run-state")).ToHaveTextAsync("Cancelled", new() { Timeout = 60_000 });
        Assert.Empty(tab.Errors);
    }

    private static ILocator Model(Tab tab, int version) => tab.Page.Locator($"[data-testid=model][data-version='{version}']");

    private static async Task ActivateAsync(Tab tab, int version)
    {
        await Model(tab, version).GetByTestId("activate").ClickAsync();
        await tab.Page.Locator(".mud-dialog").GetByRole(AriaRole.Button, new() { Name = "Activate" }).ClickAsync();
    }

    private async Task<Tab> OpenAsync(string address)
    {
        var tab = await shop.OpenAsync(baseAddress: cluster.Address);
        await tab.Page.GotoAsync(address);
        await tab.Page.Locator("input[name=key]").FillAsync(cluster.Key);
        await tab.Page.Locator("button[type=submit]").ClickAsync();
        await tab.Page.Locator("[data-interactive=true]").WaitForAsync();
        return tab;
    }
}
