namespace SmartRetail.BrowserTests;

/// <summary>The process below a path of its own, with this machine as a proxy that it trusts, and with Orleans' dashboard.</summary>
public sealed class PrefixedShop : IAsyncLifetime
{
    public const string Prefix = "/recommendations";

    private readonly string _folder = Directory.CreateTempSubdirectory("smartretail-prefix-").FullName;
    private readonly SiloProcess _silo;

    public PrefixedShop() => _silo = new(
        Key,
        new Dictionary<string, string>
        {
            ["SmartRetail__Client__PathBase"] = Prefix,
            ["SmartRetail__Cluster__HasDashboard"] = "true",
            ["SmartRetail__Client__TrustedProxies__0"] = "127.0.0.0/8",
        },
        ProcessPlace.Loopback,
        ["--data", _folder, "--silo-port", "0", "--gateway-port", "0", "--no-training"]);

    public string Key { get; } = Guid.NewGuid().ToString("N");

    public Uri Address => new(_silo.Address, Prefix + "/");

    public async ValueTask InitializeAsync() => await _silo.WaitUntilReadyAsync();

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        File.Delete(_folder + ".keys");
    }
}
