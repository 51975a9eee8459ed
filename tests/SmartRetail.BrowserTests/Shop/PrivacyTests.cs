using System.Text.Json.Nodes;

namespace SmartRetail.BrowserTests.Shop;

/// <summary>What a shopper decides about what is stored of them, and what the next page shows of it.</summary>
public sealed class PrivacyTests(RunningShop shop)
{
    [Fact]
    public async Task Pausing_makes_the_next_page_the_same_for_everybody_and_resuming_personal_again()
    {
        await using var tab = await OpenWithOneViewAsync();

        await tab.ById("personalise").ClickAsync();
        await Expect(tab.ById("note")).ToContainTextAsync("the same for everybody");
        await tab.ById("brand").ClickAsync();
        await Expect(tab.ById("for-you")).ToHaveAttributeAsync("data-tier", "popular");
        await Expect(tab.ById("recently-viewed")).ToHaveCountAsync(0);

        await tab.Page.GotoAsync("/you");
        await tab.ById("personalise").ClickAsync();
        await Expect(tab.ById("note")).ToContainTextAsync("made for you again");
        await tab.ById("brand").ClickAsync();
        await Expect(tab.ById("for-you")).Not.ToHaveAttributeAsync("data-tier", "popular");
        await Expect(tab.Products("recently-viewed")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Forgetting_an_interest_takes_it_out_of_the_next_page()
    {
        await using var tab = await OpenWithOneViewAsync();
        await Expect(tab.ById("forget")).ToHaveCountAsync(1);

        await tab.ById("forget").ClickAsync();
        await Expect(tab.ById("note")).ToContainTextAsync("Forgotten");
        await Expect(tab.ById("forget")).ToHaveCountAsync(0);
        await tab.ById("brand").ClickAsync();

        await Expect(tab.ById("for-you")).ToHaveAttributeAsync("data-tier", "popular");
        await Expect(tab.ById("recently-viewed")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_copy_of_everything_holds_what_was_done()
    {
        await using var tab = await OpenWithOneViewAsync();

        var download = await tab.Page.RunAndWaitForDownloadAsync(() => tab.ById("export").ClickAsync());
        var document = JsonNode.Parse(
            await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken))!;

        Assert.Equal("View", (string?)Assert.Single(document["interactions"]!.AsArray())!["kind"]);
        Assert.True((bool)document["consent"]!["personalise"]!);
    }

    [Fact]
    public async Task Erasing_asks_first_and_then_leaves_a_visitor_nobody_knows()
    {
        await using var tab = await OpenWithOneViewAsync();

        await tab.ById("erase").ClickAsync();
        await Expect(tab.ById("note")).ToContainTextAsync("Tick the box first");
        await tab.ById("certain").CheckAsync();
        await tab.ById("erase").ClickAsync();

        await Expect(tab.ById("note")).ToContainTextAsync("is gone");
        await Expect(tab.ById("profile-empty")).ToBeVisibleAsync();
        await Expect(tab.ById("profile-version")).ToHaveTextAsync("0");
        await tab.ById("brand").ClickAsync();
        await Expect(tab.ById("for-you")).ToHaveAttributeAsync("data-tier", "popular");
        await Expect(tab.ById("recently-viewed")).ToHaveCountAsync(0);
        Assert.Empty(tab.Errors);
    }

    private async Task<Tab> OpenWithOneViewAsync()
    {
        var tab = await shop.OpenAsync();
        await tab.Page.GotoAsync("/");
        await tab.Products("trending").First.Locator("a").ClickAsync();
        await tab.Page.GotoAsync("/you");
        await Expect(tab.ById("profile-version")).ToHaveTextAsync("1");
        return tab;
    }
}
