using System.Text;

namespace SmartRetail.BrowserTests.Console;

/// <summary>An operator brings a file in and sees what became of its rows.</summary>
public sealed class ImportTests(RunningShop shop)
{
    private const string Header = "id,title,category,price,available\n";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_imported_and_its_bad_rows_are_shown_and_downloaded_with_their_reasons()
    {
        await using var tab = await shop.OpenConsoleAsync();
        await tab.GoToConsoleAsync("/console/catalog");

        await ChooseAsync(
            tab, "kettles.csv", Header + "kettle-1,Copper kettle,kitchen,39,false\nkettle-2,,kitchen,19,false\nkettle-3,Tin kettle,kitchen,dear,false\n");
        await tab.ById("import-start").ClickAsync();
        await Expect(tab.ById("import-state")).ToHaveTextAsync("completed");
        var download = await tab.Page.RunAndWaitForDownloadAsync(() => tab.ById("refused-download").ClickAsync());

        await Expect(tab.ById("import-accepted")).ToHaveTextAsync("1");
        await Expect(tab.ById("refused").Locator("tbody tr")).ToHaveCountAsync(2);
        await Expect(tab.ById("refused").Locator("tbody tr").First).ToContainTextAsync("title");
        var rows = await File.ReadAllLinesAsync(await download.PathAsync(), Cancellation);
        Assert.Equal(2, rows.Length);
        Assert.Contains("kettle-3,Tin kettle,kitchen,dear,false", rows[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Products_of_a_file_are_in_the_catalog_when_its_import_is_completed()
    {
        await using var tab = await shop.OpenConsoleAsync();
        await tab.GoToConsoleAsync("/console/catalog?q=zinc samovar");
        await Expect(tab.ById("catalog-empty")).ToBeVisibleAsync();

        await ChooseAsync(tab, "samovars.csv", Header + "samovar-1,Zinc samovar,kitchen,139,false\n");
        await tab.ById("import-start").ClickAsync();

        await Expect(tab.Page.Locator("[data-product=samovar-1]")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_file_of_another_kind_is_refused_with_what_it_lacks()
    {
        await using var tab = await shop.OpenConsoleAsync();
        await tab.GoToConsoleAsync("/console/catalog");

        await ChooseAsync(tab, "weights.csv", "name,weight\nkettle,3\n");
        await tab.ById("import-start").ClickAsync();

        await Expect(tab.ById("import-state")).ToHaveTextAsync("failed");
        await Expect(tab.ById("import-problem")).ToContainTextAsync("id");
    }

    [Fact]
    public async Task A_finished_import_fits_every_screen()
    {
        await using var tab = await shop.OpenConsoleAsync();
        await tab.GoToConsoleAsync("/console/catalog");
        await ChooseAsync(tab, "kettles.csv", Header + "kettle-1,Copper kettle,kitchen,39,false\nkettle-2,,kitchen,19,false\n");

        await tab.ById("import-start").ClickAsync();
        await Expect(tab.ById("refused")).ToBeVisibleAsync();

        await PageTests.CheckAsync(tab, "console-import");
    }

    private static Task ChooseAsync(Tab tab, string name, string content) => tab.ById("import-file").SetInputFilesAsync(
        new FilePayload { Name = name, MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(content) });
}
