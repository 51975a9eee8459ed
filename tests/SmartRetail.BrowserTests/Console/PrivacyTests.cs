using System.Globalization;

namespace SmartRetail.BrowserTests.Console;

/// <summary>How an operator asks for a private run, and sees what the private models promise.</summary>
public sealed class PrivacyTests(PrivateStore store, RunningShop shop) : IClassFixture<PrivateStore>
{
    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1000.5")]
    public async Task An_epsilon_out_of_its_bounds_starts_nothing_and_is_told_with_them(string epsilon)
    {
        var before = (await store.ReadRunsAsync()).Count;
        await using var tab = await OpenAsync("console/training");

        await tab.ById("privacy-epsilon").FillAsync(epsilon);
        await tab.ById("start-training").ClickAsync();

        await Expect(tab.Page.Locator(".mud-snackbar")).ToContainTextAsync("privacy.epsilon: must be above 0 and at most 1000");
        Assert.Equal(before, (await store.ReadRunsAsync()).Count);
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task A_private_run_is_started_and_its_model_is_in_the_privacy_over_all_models()
    {
        await using var tab = await OpenAsync("console/training");
        await tab.ById("architecture").SelectOptionAsync("sasrec");
        await tab.Page.GetByLabel("Epochs").FillAsync("2");
        await tab.ById("privacy-epsilon").FillAsync("7.5");

        await tab.ById("start-training").ClickAsync();
        await Expect(tab.ById("run-privacy")).ToHaveTextAsync("Private towards each customer, with an ε of 7.5.");
        var run = (await store.ReadRunsAsync())[0]!;
        Assert.Equal(7.5, (double?)run["privacy"]?["epsilon"]);
        var version = (int)(await store.WaitForAsync((string)run["run"]!))["modelVersion"]!;

        await tab.GoToConsoleAsync("console/models");
        var models = await store.ReadModelsAsync();
        var total = models["privacy"]!;
        var own = models["models"]!.AsArray().Single(model => (int)model!["version"]! == version)!["privacy"]!;
        var facts = tab.ById("privacy-together").Locator("dd");
        Assert.InRange((double)own["epsilon"]!, 7.4, 7.5);
        await Expect(facts.Nth(0)).ToHaveTextAsync(((double)total["epsilon"]!).ToString("0.00", CultureInfo.InvariantCulture));
        await Expect(facts.Nth(1)).ToHaveTextAsync(((double)total["delta"]!).ToString("0.##E+0", CultureInfo.InvariantCulture));
        await Expect(facts.Nth(2)).ToHaveTextAsync($"{(int)total["models"]!}");
        await Expect(facts.Nth(3)).ToHaveTextAsync($"{(int)total["others"]!}");
        Assert.Equal((1, 1), ((int)total["models"]!, (int)total["others"]!));
        Assert.Equal((double)own["epsilon"]!, (double)total["epsilon"]!, 1e-6);
        await Expect(tab.ById("promise")).ToHaveCountAsync(1);
        await PageTests.CheckAsync(tab, "console-models-private");
    }

    private async Task<Tab> OpenAsync(string address)
    {
        var tab = await shop.OpenAsync(baseAddress: store.Address);
        await tab.Page.GotoAsync(address);
        await tab.Page.Locator("input[name=key]").FillAsync(store.Key);
        await tab.Page.Locator("button[type=submit]").ClickAsync();
        await tab.Page.Locator("[data-interactive=true]").WaitForAsync();
        return tab;
    }
}
