using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SmartRetail.Client;
using SmartRetail.Client.Access;

namespace SmartRetail.UnitTests.Api;

/// <summary>Which keys are ours, and which settings are refused at the start.</summary>
public sealed class ApiKeyTests
{
    private readonly FakeTimeProvider _clock = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Honours_the_development_key_in_development_only()
    {
        var options = new RetailClientOptions { DevelopmentKey = "dev" };

        Assert.NotNull(Ring(options, "Development").Find("dev"));
        Assert.Null(Ring(options, "Production").Find("dev"));
        Assert.Null(Ring(options, "Staging").Find("dev"));
    }

    [Fact]
    public void Finds_a_key_by_the_hash_of_exactly_its_text()
    {
        var options = new RetailClientOptions();
        options.Keys.Add(Key("first", "one"));
        options.Keys.Add(Key("second", "two"));
        var ring = Ring(options, "Production");

        Assert.Equal("first", ring.Find("one")?.Name);
        Assert.Equal("second", ring.Find("two")?.Name);
        Assert.Null(ring.Find("One"));
        Assert.Null(ring.Find(""));
        Assert.Null(ring.Find(options.Keys[0].Sha256));
    }

    [Fact]
    public void Does_not_hash_what_is_too_long_to_be_a_key()
    {
        var options = new RetailClientOptions();
        options.Keys.Add(Key("long", new string('k', 257)));

        Assert.Null(Ring(options, "Production").Find(new string('k', 257)));
    }

    [Theory]
    [InlineData("", "ab", "*", true, "Keys[0].Name: is required")]
    [InlineData("n", "ab", "*", true, "Keys[0].Sha256: must be 64 hexadecimal digits")]
    [InlineData("n", null, "", true, "Keys[0].Stores: must name 1 to 100 stores")]
    [InlineData("n", null, "My Shop", true, "Keys[0].Stores: may hold only a-z, 0-9 and '-'")]
    [InlineData("n", null, "*", false, "Keys[0].Scopes: must name at least one scope")]
    public void Names_the_setting_that_is_wrong(string name, string? sha256, string store, bool hasScope, string message)
    {
        var key = new ApiKeyOptions { Name = name, Sha256 = sha256 ?? new string('a', 64) };
        foreach (var one in new[] { store }.Where(given => given.Length > 0))
        {
            key.Stores.Add(one);
        }

        foreach (var scope in Enum.GetValues<Scope>().Where(_ => hasScope))
        {
            key.Scopes.Add(scope);
        }

        var options = new RetailClientOptions();
        options.Keys.Add(key);

        Assert.Contains(message, Validate(options).FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kept_key_opens_until_it_is_revoked()
    {
        var (ring, secret) = (Ring(new(), "Production"), ApiKeySecret.Create());

        ring.Update(new(1, [Kept(secret)]));
        var before = ring.Find(secret.Text)?.Name;
        ring.Update(new(2, [Kept(secret) with { RevokedAt = _clock.GetUtcNow() }]));

        Assert.Equal("frontend", before);
        Assert.Null(ring.Find(secret.Text));
    }

    [Fact]
    public void A_key_ends_at_its_time_without_anybody_telling()
    {
        var (ring, secret) = (Ring(new(), "Production"), ApiKeySecret.Create());
        var kept = Kept(secret);
        ring.Update(new(1, [kept with { Grant = kept.Grant with { ExpiresAt = _clock.GetUtcNow().AddSeconds(1) } }]));

        var before = ring.Find(secret.Text);
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.NotNull(before);
        Assert.Null(ring.Find(secret.Text));
        Assert.False(ring.Holds(before.Fingerprint));
    }

    [Fact]
    public void Tells_once_which_keys_were_used()
    {
        var (ring, used, idle) = (Ring(new(), "Production"), ApiKeySecret.Create(), ApiKeySecret.Create());
        ring.Update(new(1, [Kept(used), Kept(idle)]));

        _ = ring.Find(used.Text);

        Assert.Equal([used.Id], ring.TakeUsed());
        Assert.Empty(ring.TakeUsed());
    }

    [Theory]
    [InlineData(Scope.Train, "https://shop.example", "Keys[0].Scopes: a key with origins is public, and may have record and recommend only")]
    [InlineData(Scope.Record, "https://shop.example/", "Keys[0].Origins: 'https://shop.example/' is not an origin")]
    [InlineData(Scope.Record, "*", "Keys[0].Origins: '*' is not an origin")]
    public void Refuses_a_public_key_that_opens_too_much_or_that_no_page_could_use(Scope scope, string origin, string message)
    {
        var key = new ApiKeyOptions { Name = "n", Sha256 = new string('a', 64) };
        key.Stores.Add("shop");
        key.Scopes.Add(scope);
        key.Origins.Add(origin);
        var options = new RetailClientOptions();
        options.Keys.Add(key);

        Assert.Contains(message, Validate(options).FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void The_console_needs_operate_for_all_stores()
    {
        Assert.True(ConsoleSignIn.IsForConsole(Principal("*", Scope.Operate)));
        Assert.False(ConsoleSignIn.IsForConsole(Principal("shop", Scope.Operate)));
        Assert.False(ConsoleSignIn.IsForConsole(Principal("*", Scope.Train)));
    }

    private static System.Security.Claims.ClaimsPrincipal Principal(string store, Scope scope)
    {
        var options = new ApiKeyOptions { Name = "n", Sha256 = new string('a', 64) };
        options.Stores.Add(store);
        options.Scopes.Add(scope);
        return new ApiKey(options).ToPrincipal("test");
    }

    private KeptApiKey Kept(ApiKeySecret secret) => new(
        secret.Id,
        secret.Sha256,
        new("frontend", ["shop"], [Scope.Record], []),
        _clock.GetUtcNow(),
        "operator");

    private static ApiKeyOptions Key(string name, string key)
    {
        var options = new ApiKeyOptions { Name = name, Sha256 = Convert.ToHexString(ApiKeySecret.Hash(key)) };
        options.Stores.Add("shop");
        options.Scopes.Add(Scope.Record);
        return options;
    }

    private ApiKeyRing Ring(RetailClientOptions options, string environment) =>
        new(Options.Create(options), new Surroundings(environment), _clock);

    private ValidateOptionsResult Validate(RetailClientOptions options) =>
        new RetailClientOptionsValidator(_clock).Validate(null, options);

    private sealed class Surroundings(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;

        public string ApplicationName { get; set; } = "test";

        public string ContentRootPath { get; set; } = "";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
