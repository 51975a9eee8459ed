using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using SmartRetail.Client;
using SmartRetail.Client.Access;

namespace SmartRetail.UnitTests.Api;

/// <summary>Which keys are ours, and which settings are refused at the start.</summary>
public sealed class ApiKeyTests
{
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

    [Fact]
    public void Refuses_to_start_without_keys_outside_development()
    {
        var options = new RetailClientOptions { DevelopmentKey = "dev" };

        Assert.True(Validate(options, "Development").Succeeded);
        Assert.Contains("no API key is configured", Validate(options, "Production").FailureMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "ab", "*", true, "Keys[0].Name: is required")]
    [InlineData("n", "ab", "*", true, "Keys[0].Sha256: must be 64 hexadecimal digits")]
    [InlineData("n", null, "", true, "Keys[0].Stores: must name at least one store")]
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

        Assert.Contains(message, Validate(options, "Production").FailureMessage, StringComparison.Ordinal);
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

        Assert.Contains(message, Validate(options, "Production").FailureMessage, StringComparison.Ordinal);
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

    private static ApiKeyOptions Key(string name, string key)
    {
        var options = new ApiKeyOptions { Name = name, Sha256 = Convert.ToHexString(ApiKey.Hash(key)) };
        options.Stores.Add("shop");
        options.Scopes.Add(Scope.Record);
        return options;
    }

    private static ApiKeyRing Ring(RetailClientOptions options, string environment) =>
        new(Options.Create(options), new Surroundings(environment));

    private static ValidateOptionsResult Validate(RetailClientOptions options, string environment) =>
        new RetailClientOptionsValidator(new Surroundings(environment)).Validate(null, options);

    private sealed class Surroundings(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;

        public string ApplicationName { get; set; } = "test";

        public string ContentRootPath { get; set; } = "";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
