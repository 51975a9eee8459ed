using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace SmartRetail.BrowserTests.Console;

/// <summary>What an operator sees and does.</summary>
public sealed class ConsoleTests(RunningShop shop)
{
    [Fact]
    public async Task The_console_asks_who_is_there()
    {
        await using var tab = await shop.OpenAsync();

        await tab.Page.GotoAsync("/console/models");

        Assert.Contains("/console/sign-in", tab.Page.Url, StringComparison.Ordinal);
        await Expect(tab.Page.Locator("input[name=key]")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_overview_shows_the_silo_and_moves_without_a_reload()
    {
        await using var tab = await shop.OpenConsoleAsync();
        await tab.GoToConsoleAsync("/console");
        var silo = tab.ById("silo");
        await Expect(silo).ToHaveCountAsync(1);
        await Expect(silo).ToContainTextAsync("serving");
        var before = await silo.TextContentAsync();

        await Expect(silo).Not.ToHaveTextAsync(before!);

        await Expect(tab.ById("tile-violations").Locator("dd")).ToHaveTextAsync("0");
    }

    [Fact]
    public async Task A_recommendation_is_seen_in_the_overview()
    {
        await using var tab = await shop.OpenConsoleAsync();
        await using var customer = await shop.OpenAsync();

        await customer.Page.GotoAsync("/");
        await tab.GoToConsoleAsync("/console");

        await Expect(tab.ById("tiers")).ToContainTextAsync("popular");
    }

    [Fact]
    public async Task Before_the_first_run_there_is_no_model()
    {
        await using var tab = await shop.OpenConsoleAsync();

        await tab.GoToConsoleAsync("/console/models");

        await Expect(tab.ById("no-models")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_known_customer_is_explained()
    {
        await using var tab = await shop.OpenConsoleAsync();
        await tab.GoToConsoleAsync("/console/customers");

        await tab.ById("sample-customer").First.ClickAsync();

        await Expect(tab.ById("recommended").Locator("tbody tr")).ToHaveCountAsync(10);
        await Expect(tab.ById("profile-version")).Not.ToHaveTextAsync("0");
    }

    [Fact]
    public async Task A_product_that_is_not_shown_says_what_keeps_it_out()
    {
        await using var tab = await shop.OpenConsoleAsync();
        await tab.GoToConsoleAsync("/console/customers");
        await tab.ById("sample-customer").First.ClickAsync();

        await tab.ById("why-product").FillAsync("none-of-this-id");
        await tab.ById("why-ask").ClickAsync();

        await Expect(tab.ById("explanation")).ToHaveAttributeAsync("data-outcome", "Filtered");
        await Expect(tab.ById("explanation")).ToContainTextAsync("the catalog has no such product");
    }

    [Fact]
    public async Task A_product_taken_off_sale_is_gone_from_the_shop()
    {
        await using var tab = await shop.OpenConsoleAsync();
        await using var customer = await shop.OpenAsync();
        await tab.GoToConsoleAsync("/console/catalog?q=doormat");
        var row = tab.ById("catalog-row").First;
        var product = await row.GetAttributeAsync("data-product");

        await row.Locator("input[type=checkbox]").UncheckAsync();
        await row.GetByTestId("save").ClickAsync();
        await Expect(row.GetByTestId("save")).ToBeDisabledAsync();
        await customer.Page.GotoAsync("/search?q=doormat");

        Assert.DoesNotContain(product, await customer.ReadProductsAsync("results"));
    }

    [Fact]
    public async Task A_price_can_be_saved_while_it_is_typed_and_not_while_it_is_none()
    {
        await using var tab = await shop.OpenConsoleAsync();
        await tab.GoToConsoleAsync("/console/catalog?q=lantern");
        var row = tab.ById("catalog-row").First;
        var product = $"v1/stores/sample/products/{await row.GetAttributeAsync("data-product")}";

        await row.GetByTestId("price").ClearAsync();
        await Expect(row.GetByTestId("price")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(row.GetByTestId("save")).ToBeDisabledAsync();
        await row.GetByTestId("price").PressSequentiallyAsync("12.75");
        await Expect(row.GetByTestId("save")).ToBeEnabledAsync();
        await Expect(row.GetByTestId("price")).ToBeFocusedAsync();
        await row.GetByTestId("save").ClickAsync();
        await Expect(row.GetByTestId("save")).ToBeDisabledAsync();
        var saved = await shop.Api.GetFromJsonAsync<JsonElement>(product, TestContext.Current.CancellationToken);

        Assert.Equal(12.75m, saved.GetProperty("price").GetDecimal());
    }

    [Fact]
    public async Task An_edited_price_keeps_the_stock_that_a_feed_has_set_meanwhile()
    {
        await using var tab = await shop.OpenConsoleAsync();
        await tab.GoToConsoleAsync("/console/catalog?q=bunting");
        var row = tab.ById("catalog-row").First;
        var product = $"v1/stores/sample/products/{await row.GetAttributeAsync("data-product")}";
        using var fed = await shop.Api.PatchAsJsonAsync(product, new { stock = 41 }, TestContext.Current.CancellationToken);

        await row.GetByTestId("price").FillAsync("7.25");
        await row.GetByTestId("price").PressAsync("Tab");
        await row.GetByTestId("save").ClickAsync();
        await Expect(row.GetByTestId("save")).ToBeDisabledAsync();
        var saved = await shop.Api.GetFromJsonAsync<JsonElement>(product, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, fed.StatusCode);
        Assert.Equal((7.25m, 41), (saved.GetProperty("price").GetDecimal(), saved.GetProperty("stock").GetInt32()));
    }

    [Fact]
    public async Task A_run_is_started_watched_and_cancelled()
    {
        await using var tab = await shop.OpenConsoleAsync();
        await tab.GoToConsoleAsync("/console/training");

        await tab.ById("start-training").ClickAsync();
        await Expect(tab.ById("training-progress")).ToBeVisibleAsync();
        await tab.ById("cancel-training").ClickAsync();

        await Expect(tab.ById("run-state")).ToHaveTextAsync("Cancelled", new() { Timeout = 20_000 });
        await Expect(tab.ById("run")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_store_is_made_and_the_pages_are_about_it()
    {
        await using var tab = await shop.OpenConsoleAsync();
        await tab.GoToConsoleAsync("/console/stores");

        await tab.Page.Locator("#store-id").FillAsync("garden");
        await tab.ById("make-store").ClickAsync();
        await Expect(tab.ById("store")).ToHaveValueAsync("garden");
        await Expect(tab.Page.Locator("[data-store='garden']")).ToContainTextAsync("on these pages");
        await tab.Page.Locator("[data-store='sample']").GetByTestId("choose-store").ClickAsync();
        await Expect(tab.ById("store")).ToHaveValueAsync("sample");

        await tab.GoToConsoleAsync("/console/audit");
        await Expect(tab.ById("audit")).ToContainTextAsync("store.make");
    }

    [Fact]
    public async Task A_key_is_made_shown_once_and_revoked_and_both_are_on_the_trail()
    {
        await using var tab = await shop.OpenConsoleAsync();
        await tab.GoToConsoleAsync("/console/keys");

        await tab.Page.Locator("#key-name").FillAsync("browser test");
        await tab.ById("create-key").ClickAsync();
        await Expect(tab.ById("secret")).ToContainTextAsync("sr_");
        var id = (await tab.ById("secret").TextContentAsync())!.Split('_')[1];
        await tab.Page.Locator($"[data-key='{id}']").GetByTestId("revoke-key").ClickAsync();
        await tab.Page.Locator(".mud-dialog").GetByRole(AriaRole.Button, new() { Name = "Revoke" }).ClickAsync();
        await Expect(tab.Page.Locator($"[data-key='{id}']")).ToContainTextAsync("revoked");

        await tab.GoToConsoleAsync("/console/audit");
        await Expect(tab.ById("audit")).ToContainTextAsync("key.revoke");
        await Expect(tab.ById("audit").Locator("tbody tr").First).ToContainTextAsync("development");
        await tab.ById("verify-audit").ClickAsync();
        await Expect(tab.ById("audit-finding")).ToContainTextAsync("intact");
    }
}
