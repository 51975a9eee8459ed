namespace SmartRetail.BrowserTests;

/// <summary>The process under test and a headless Chromium; every test opens a tab that knows nothing of the others.</summary>
public sealed class RunningShop : IAsyncLifetime
{
    public const int Desktop = 1280;

    public const int Phone = 390;

    private const int Height = 900;

    private readonly SiloProcess _silo = new();
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        await _silo.StartAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        });
    }

    /// <summary>Opens a tab of a browser without cookies.</summary>
    public async Task<Tab> OpenAsync(int width = Desktop)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = _silo.Address.ToString(),
            ViewportSize = new() { Width = width, Height = Height },
        });
        return new(context, await context.NewPageAsync());
    }

    /// <summary>Opens a tab whose operator has signed in to the console.</summary>
    public async Task<Tab> OpenConsoleAsync(int width = Desktop)
    {
        var tab = await OpenAsync(width);
        await tab.Page.GotoAsync("/console");
        await tab.Page.Locator("input[name=key]").FillAsync(_silo.Key);
        await tab.Page.Locator("button[type=submit]").ClickAsync();
        await Expect(tab.Page).ToHaveTitleAsync("Overview · SmartRetail console");
        return tab;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        await _silo.DisposeAsync();
    }
}
