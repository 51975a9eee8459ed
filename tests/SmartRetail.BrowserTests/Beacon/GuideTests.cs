using System.Text.Json.Nodes;

namespace SmartRetail.BrowserTests.Beacon;

/// <summary>The guide's pages, saved as it says, do in a browser what it says.</summary>
public sealed class GuideTests(RunningShop shop)
{
    [Fact]
    public async Task A_reader_sees_popular_products_and_after_a_yes_and_a_look_their_own()
    {
        await using var tab = await OpenAsync();
        await tab.ExpectItemsAsync("for-you", 8);
        var popular = await tab.Slot("for-you").AllInnerTextsAsync();

        await tab.Page.Locator("#yes").ClickAsync();
        await tab.Slot("for-you").First.Locator("a").ClickAsync();
        await tab.ExpectItemsAsync("similar", 4);
        await tab.SettleAsync();
        await tab.Page.GetByText("Back").ClickAsync();
        await tab.ExpectItemsAsync("for-you", 8);

        Assert.NotEqual(popular, await tab.Slot("for-you").AllInnerTextsAsync());
        Assert.All(popular, product => Assert.Matches(@".+, £\d+\.\d\d Add", product));
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task What_follows_a_list_says_so_and_an_order_counts_once()
    {
        await using var tab = await OpenAsync();
        await tab.Page.Locator("#yes").ClickAsync();
        await tab.Page.ReloadAsync();
        await tab.Slot("for-you").First.Locator("a").ClickAsync();

        // The script comes when it comes; a click before it is nobody's.
        await tab.ExpectItemsAsync("similar", 4);
        await tab.Page.Locator("#add").ClickAsync();
        await tab.SettleAsync();
        await tab.Page.GetByText("buy").ClickAsync();
        await tab.SettleAsync();

        await tab.Page.ReloadAsync();
        await tab.SettleAsync();

        var recorded = await shop.ReadInteractionsAsync(await tab.ReadIdAsync());
        Assert.Equal(["View", "AddToCart", "Purchase"], recorded.Select(one => (string?)one["kind"]));
        Assert.NotNull(recorded[0]["recommendationId"]);
        Assert.Equal((string?)recorded[0]["recommendationId"], (string?)recorded[1]["recommendationId"]);
        Assert.Equal(1, (int?)recorded[1]["position"]);
        Assert.Equal((2, 2.55m), ((int)recorded[2]["quantity"]!, (decimal)recorded[2]["price"]!));
    }

    [Fact]
    public async Task Its_commands_are_answered()
    {
        await using var tab = await OpenAsync();
        await tab.Page.Locator("#yes").ClickAsync();
        await tab.Page.ReloadAsync();
        await tab.ExpectItemsAsync("for-you", 8);
        var id = await tab.ReadIdAsync();
        var asked = BeaconGuide.Commands.Where(command => command.StartsWith("curl", StringComparison.Ordinal)).ToList();

        var answers = await Task.WhenAll(asked.Select(command => AskAsync(command, id)));

        Assert.Equal(id, (string?)answers[0]["customer"]);
        Assert.NotNull(answers[1]["total"]);
        Assert.NotNull(answers[2]["token"]);
    }

    [Fact]
    public async Task Its_start_has_options_that_exist()
    {
        var start = BeaconGuide.Commands.Single(command => command.StartsWith("dotnet run", StringComparison.Ordinal));

        var (exitCode, help) = await Command.RunAsync("serve", "--help");

        Assert.Equal(0, exitCode);
        Assert.All(
            start.Split(" -- ")[1].Split(' ').Where(part => part.StartsWith("--", StringComparison.Ordinal)),
            option => Assert.Contains(option, help, StringComparison.Ordinal));
    }

    private async Task<Tab> OpenAsync()
    {
        foreach (var page in new[] { "index.html", "product.html", "thanks.html" })
        {
            shop.Site.Put(page, BeaconGuide.Html(page, shop.Address));
        }

        var tab = await shop.OpenAsync();
        await tab.Page.Context.RouteAsync("**/favicon.ico", route => route.FulfillAsync(new() { Status = 204 }));
        await tab.Page.GotoAsync($"{shop.Site.Origin}/index.html");
        return tab;
    }

    private async Task<JsonNode> AskAsync(string command, string customer)
    {
        using var request = new HttpRequestMessage(
            command.Contains("-X POST", StringComparison.Ordinal) ? HttpMethod.Post : HttpMethod.Get,
            BeaconGuide.AddressOf(command, customer));
        using var answer = await shop.Api.SendAsync(request, TestContext.Current.CancellationToken);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
    }
}
