using SmartRetail.BrowserTests.Beacon;

namespace SmartRetail.BrowserTests;

/// <summary>The process under test and a headless Chromium; every test opens a tab that knows nothing of the others.</summary>
public sealed class RunningShop : IAsyncLifetime
{
    public const int Desktop = 1280;

    public const int Phone = 390;

    public const int Height = 900;

    private const string English = "en-GB";

    private readonly string _folder = Directory.CreateTempSubdirectory("smartretail-browser-").FullName;
    private readonly string _key = Guid.NewGuid().ToString("N");
    private readonly string _config = Path.Combine(Path.GetTempPath(), $"smartretail-{Guid.NewGuid():N}.json");
    private SiloProcess? _silo;
    private RetailerSite? _site;
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private IBrowserContext? _console;
    private IBrowserContext? _known;

    public async ValueTask InitializeAsync()
    {
        _site = await RetailerSite.StartAsync(() => _silo!.Address);
        await File.WriteAllTextAsync(_config, BeaconGuide.Json(_site.Origin));
        _silo = Start(_folder, _key, "--no-training", "--config", _config);
        await _silo.WaitUntilReadyAsync();
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

    /// <summary>A client of the HTTP API with every scope.</summary>
    public HttpClient Api => _silo!.Api;

    /// <summary>Where the product answers.</summary>
    public Uri Address => _silo!.Address;

    /// <summary>A retailer's own site, of another origin, whose pages may carry the public key of the guide.</summary>
    internal RetailerSite Site => _site!;

    /// <summary>The whole product in one process over a data folder.</summary>
    internal static SiloProcess Start(string folder, string key, params string[] options) => new(
        key,
        new Dictionary<string, string>(),
        ProcessPlace.Loopback,
        ["--data", folder, "--silo-port", "0", "--gateway-port", "0", .. options]);

    /// <summary>Opens a tab for somebody new: without cookies, and sharing none.</summary>
    /// <param name="language">What the browser asks for.</param>
    /// <param name="baseAddress">Where relative addresses begin; null: at this shop.</param>
    /// <param name="hasTouch">Whether it is a phone: narrow, and without a pointer.</param>
    public async Task<Tab> OpenAsync(string language = English, Uri? baseAddress = null, bool hasTouch = false)
    {
        var context = await NewContextAsync(language, baseAddress, hasTouch);
        return new(await context.NewPageAsync(), () => context.CloseAsync());
    }

    /// <summary>Opens a tab of a new shopper, whose browser runs the script before any page's own.</summary>
    public async Task<Tab> OpenAsync(string script)
    {
        var context = await NewContextAsync();
        await context.AddInitScriptAsync(script);
        return new(await context.NewPageAsync(), () => context.CloseAsync());
    }

    /// <summary>Opens a tab, at the shop's door, for one of the sample's customers; their tabs share cookies and cached files.</summary>
    public async Task<Tab> OpenKnownAsync()
    {
        _known ??= await BecomeKnownAsync();
        var page = await _known.NewPageAsync();
        await page.GotoAsync("/");
        return new(page, () => page.CloseAsync());
    }

    /// <summary>Opens a tab whose operator has signed in to the console; they share the sign-in and the cached files.</summary>
    public async Task<Tab> OpenConsoleAsync()
    {
        _console ??= await SignInAsync();
        var page = await _console.NewPageAsync();
        return new(page, () => page.CloseAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        await Disposal.OfAllAsync([.. ((IAsyncDisposable?[])[_silo, _site]).OfType<IAsyncDisposable>()]);

        File.Delete(_config);
        Directory.Delete(_folder, recursive: true);
        File.Delete(_folder + ".keys");
    }

    private async Task<IBrowserContext> SignInAsync()
    {
        var context = await NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync("/console");
        await page.Locator("input[name=key]").FillAsync(_key);
        await page.Locator("button[type=submit]").ClickAsync();
        await Expect(page).ToHaveTitleAsync("Overview · SmartRetail console");
        await page.CloseAsync();
        return context;
    }

    private async Task<IBrowserContext> BecomeKnownAsync()
    {
        var context = await NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync("/");
        await page.GetByTestId("customer-switch").ClickAsync();
        await page.GetByTestId("become-customer").First.ClickAsync();
        await Expect(page.GetByTestId("note")).ToBeVisibleAsync();
        await page.CloseAsync();
        return context;
    }

    private Task<IBrowserContext> NewContextAsync(
        string language = English, Uri? baseAddress = null, bool hasTouch = false) => _browser!.NewContextAsync(new()
        {
            BaseURL = (baseAddress ?? Address).ToString(),
            ReducedMotion = ReducedMotion.Reduce,
            ExtraHTTPHeaders = [new("Accept-Language", language)],
            ViewportSize = new() { Width = hasTouch ? Phone : Desktop, Height = Height },
            HasTouch = hasTouch,
            IsMobile = hasTouch,
        });
}
