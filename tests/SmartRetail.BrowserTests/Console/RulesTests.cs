using System.Net.Http.Json;
using System.Text.Json;

namespace SmartRetail.BrowserTests.Console;

/// <summary>A merchandiser changes the rules, sees what they do before saving, and is told what is wrong with them.</summary>
public sealed class RulesTests(RunningShop shop) : IAsyncLifetime
{
    private static readonly Uri Settings = new("v1/stores/sample/settings", UriKind.Relative);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    // Rules concern every shopper of the other tests.
    public async ValueTask DisposeAsync() =>
        (await shop.Api.PutAsJsonAsync(Settings, new { }, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();

    [Fact]
    public async Task A_rule_is_seen_on_a_customer_before_it_is_saved_and_by_shoppers_after()
    {
        await using var tab = await OpenAsync();
        await using var shopper = await shop.OpenKnownAsync();
        var customer = await tab.ById("preview-customer").InputValueAsync();
        var first = await tab.ById("previewed").First.GetAttributeAsync("data-product");

        await tab.ById("hide").GetByTestId("add-rule").ClickAsync();
        await Field(tab, "hide[0].name").FillAsync("not this one");
        await Field(tab, "hide[0].when").FillAsync($"id == '{first}'");
        await Field(tab, "hide[0].when").BlurAsync();
        await Expect(tab.ById("preview-gone").Locator("li")).ToHaveCountAsync(1);
        var before = await RecommendAsync(customer);
        await tab.ById("save-rules").ClickAsync();
        await Expect(tab.ById("rules-version")).Not.ToContainTextAsync("version 0");
        await Expect(tab.ById("save-rules")).ToBeDisabledAsync();
        var after = await RecommendAsync(customer);

        Assert.Contains(first, before);
        Assert.DoesNotContain(first, after);
        Assert.Empty(tab.Errors);
    }

    [Fact]
    public async Task A_pinned_product_moves_to_its_place_in_the_preview_and_says_why()
    {
        await using var tab = await OpenAsync();
        var last = await tab.ById("previewed").Last.GetAttributeAsync("data-product");

        await tab.ById("pins").GetByTestId("add-rule").ClickAsync();
        await Field(tab, "pins[0].name").FillAsync("of the week");
        await Field(tab, "pins[0].product").FillAsync(last!);
        await Field(tab, "pins[0].product").BlurAsync();

        await Expect(tab.ById("previewed").First).ToHaveAttributeAsync("data-product", last!);
        await Expect(tab.ById("previewed").First).ToContainTextAsync("pinned: of the week");
        await Expect(tab.ById("previewed").First).ToContainTextAsync("↑ 11");
    }

    [Fact]
    public async Task An_error_stands_at_its_field_and_marks_the_character()
    {
        await using var tab = await OpenAsync();
        await tab.ById("scores").GetByTestId("add-rule").ClickAsync();
        await Field(tab, "scores[0].name").FillAsync("dear last");

        await Field(tab, "scores[0].when").FillAsync("price > > 20");
        await Field(tab, "scores[0].when").BlurAsync();

        var error = tab.Page.Locator("[data-for='scores[0].when']");
        await Expect(error).ToContainTextAsync("at character 9");
        await Expect(error.GetByTestId("error-mark")).ToHaveTextAsync(">");
        await Expect(Field(tab, "scores[0].when")).ToHaveAttributeAsync("aria-invalid", "true");
    }

    [Fact]
    public async Task Whoever_saves_second_is_told_and_may_decide()
    {
        await using var tab = await OpenAsync();
        await tab.ById("hide").GetByTestId("add-rule").ClickAsync();
        await Field(tab, "hide[0].name").FillAsync("mine");
        await Field(tab, "hide[0].when").FillAsync("price > 1000");
        await Field(tab, "hide[0].when").BlurAsync();

        using var theirs = await shop.Api.PutAsJsonAsync(
            Settings, new { hide = new[] { new { name = "theirs", when = "price > 2000" } } }, TestContext.Current.CancellationToken);
        await tab.ById("save-rules").ClickAsync();
        await Expect(tab.ById("conflict")).ToBeVisibleAsync();
        var kept = await ReadHiddenAsync();
        await tab.ById("keep-mine").ClickAsync();
        await tab.ById("save-rules").ClickAsync();
        await Expect(tab.ById("save-rules")).ToBeDisabledAsync();

        Assert.Equal("theirs", kept);
        Assert.Equal("mine", await ReadHiddenAsync());
    }

    [Fact]
    public async Task An_id_that_no_customer_can_have_is_refused_in_words()
    {
        await using var tab = await OpenAsync();

        await tab.ById("preview-customer").FillAsync(new string('x', 129));
        await tab.ById("preview-customer").BlurAsync();

        await Expect(tab.ById("preview-none")).ToContainTextAsync("Customer");
        await Expect(tab.ById("preview-none")).ToContainTextAsync("at most 128");
    }

    private async Task<Tab> OpenAsync()
    {
        var tab = await shop.OpenConsoleAsync();
        await tab.GoToConsoleAsync("/console/rules");
        await Expect(tab.ById("previewed")).ToHaveCountAsync(12);
        return tab;
    }

    private static ILocator Field(Tab tab, string field) => tab.Page.Locator($"[data-field='{field}']");

    private async Task<List<string?>> RecommendAsync(string customer)
    {
        var list = await shop.Api.GetFromJsonAsync<JsonElement>(
            new Uri($"v1/stores/sample/customers/{customer}/recommendations?count=12&slot=home", UriKind.Relative),
            TestContext.Current.CancellationToken);
        return [.. list.GetProperty("products").EnumerateArray().Select(product => product.GetProperty("product").GetString())];
    }

    private async Task<string?> ReadHiddenAsync() =>
        (await shop.Api.GetFromJsonAsync<JsonElement>(Settings, TestContext.Current.CancellationToken))
            .GetProperty("settings").GetProperty("hide")[0].GetProperty("name").GetString();
}
