using Deque.AxeCore.Playwright;

namespace SmartRetail.BrowserTests;

/// <summary>One tab, and what went wrong in it.</summary>
public sealed class Tab : IAsyncDisposable
{
    private static readonly string Screenshots = Directory.CreateDirectory(Path.Combine(
        Environment.GetEnvironmentVariable("ARTIFACTS") ?? Path.Combine(BuildTree.Root, "artifacts"), "screenshots")).FullName;

    private readonly List<string> _errors = [];
    private readonly Func<Task> _close;

    internal Tab(IPage page, Func<Task> close)
    {
        Page = page;
        _close = close;
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                _errors.Add($"{page.Url}: {message.Text}");
            }
        };
        page.PageError += (_, error) => _errors.Add($"{page.Url}: {error}");
    }

    public IPage Page { get; }

    /// <summary>What the browser's console complained about.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>Opens a page of the console and returns when it reacts: before, it is a picture of itself.</summary>
    public async Task GoToConsoleAsync(string address)
    {
        await Page.GotoAsync(address);
        await Page.Locator("[data-interactive=true]").WaitForAsync();
    }

    public ILocator ById(string testId) => Page.GetByTestId(testId);

    /// <summary>The cards of a shelf or of the results.</summary>
    public ILocator Products(string list) => ById(list).GetByTestId("product");

    /// <summary>One of them: an act may reorder the list, so a place in it does not name a product for long.</summary>
    public ILocator Product(string list, string product) =>
        ById(list).Locator($"[data-testid=product][data-product='{product}']");

    public async Task<IReadOnlyList<string>> ReadProductsAsync(string list)
    {
        // A click has returned when the next page began to come; a part of a list would be read.
        await Page.WaitForLoadStateAsync(LoadState.DOMContentLoaded);
        return await Products(list).EvaluateAllAsync<string[]>("cards => cards.map(card => card.dataset.product)");
    }

    /// <summary>Returns once the page is no wider than the window, which may take the length of a transition.</summary>
    public Task FitAsync() => Page.WaitForFunctionAsync(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth", null, new() { Timeout = 5_000 });

    /// <summary>Returns the tables, by their names, of which a part is seen only after it is pushed aside.</summary>
    public Task<string[]> FindPushedAsideAsync() => Page.EvaluateAsync<string[]>(
        "[...document.querySelectorAll('.scroll')].filter(box => box.scrollWidth > box.clientWidth + 1).map(box => box.ariaLabel ?? box.outerHTML.slice(0, 120))");

    /// <summary>Returns what axe-core finds that keeps somebody from using the page; empty when it is nothing.</summary>
    public async Task<IReadOnlyList<string>> FindBarriersAsync()
    {
        var found = await Page.RunAxe();
        return
        [
            .. from violation in found.Violations
               where violation.Impact is "serious" or "critical"
               from node in violation.Nodes
               select $"{violation.Id}: {node.Html} ({node.Any.Concat(node.All).Concat(node.None).FirstOrDefault()?.Message})",
        ];
    }

    public Task SaveScreenshotAsync(string name) => Page.ScreenshotAsync(new()
    {
        Path = Path.Combine(Screenshots, $"{name}-{Page.ViewportSize!.Width}.png"),
        FullPage = true,
    });

    public async ValueTask DisposeAsync() => await _close();
}
