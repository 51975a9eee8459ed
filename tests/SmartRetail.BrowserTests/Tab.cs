namespace SmartRetail.BrowserTests;

/// <summary>One tab of a browser of its own, and what went wrong in it.</summary>
public sealed class Tab : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _errors = [];

    internal Tab(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
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

    public ILocator ById(string testId) => Page.GetByTestId(testId);

    /// <summary>The cards of a shelf or of the results.</summary>
    public ILocator Products(string list) => ById(list).GetByTestId("product");

    public async Task<IReadOnlyList<string>> ReadProductsAsync(string list) =>
        await Products(list).EvaluateAllAsync<string[]>("cards => cards.map(card => card.dataset.product)");

    /// <summary>How many pixels the page is wider than the window.</summary>
    public Task<int> MeasureOverflowAsync() => Page.EvaluateAsync<int>(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth");

    public Task SaveScreenshotAsync(string name) => Page.ScreenshotAsync(new()
    {
        Path = Path.Combine(BuildTree.Screenshots, $"{name}-{Page.ViewportSize!.Width}.png"),
        FullPage = true,
    });

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
