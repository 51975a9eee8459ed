using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SmartRetail.Client;
using SmartRetail.Client.Access;

namespace SmartRetail.UnitTests.Api;

/// <summary>The API on a real web server and port; only the cluster behind it is in memory.</summary>
public sealed class ApiServer : IAsyncLifetime
{
    public const string DevelopmentKey = "key-for-development";

    /// <summary>A key that pages of <see cref="PageOrigin"/> carry.</summary>
    public const string PublicKey = "key-for-pages";

    public const string PageOrigin = "https://shop.example";

    private WebApplication? _app;

    internal InMemoryCluster Cluster { get; } = new();

    /// <summary>What stands between the API and the cluster. Default: nothing.</summary>
    internal Func<IGrainFactory, IGrainFactory> Around { get; init; } = grains => grains;

    public HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public IEnumerable<RouteEndpoint> Endpoints =>
        ((IEndpointRouteBuilder)_app!).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>();

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(Around(Cluster));
        builder.Services.AddRetailClient(options =>
        {
            options.DevelopmentKey = DevelopmentKey;
            options.MaxBodyBytes = 256 * 1_024;
            options.StoreLifetime = TimeSpan.Zero;
            foreach (var scope in Enum.GetValues<Scope>())
            {
                options.Keys.Add(KeyFor("shop", scope));
                options.Keys.Add(KeyFor("other", scope));
                options.Keys.Add(KeyFor(ApiKeyGrant.AllStores, scope));
            }

            options.Keys.Add(KeyForPages());
        });
        _app = builder.Build();
        _app.UseRetailApi();
        _app.MapRetailApi();
        await _app.StartAsync(TestContext.Current.CancellationToken);
        Http.BaseAddress = new(_app.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app!.DisposeAsync();
    }

    public static string KeyOf(string store, Scope scope) => $"key-of-{store}-for-{scope}";

    /// <summary>Sends JSON text as it is, and returns the status and the answer.</summary>
    internal async Task<ApiAnswer> Send(
        string method, string path, string? json = null, string? key = DevelopmentKey, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(new(method), path);
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        return await Read(request);
    }

    internal async Task<ApiAnswer> Read(HttpRequestMessage request)
    {
        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.MediaType,
            text,
            response.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value)));
    }

    private static ApiKeyOptions KeyFor(string store, Scope scope) => Describe(
        string.Create(CultureInfo.InvariantCulture, $"{store} {scope}"), KeyOf(store, scope), store, scope);

    private static ApiKeyOptions KeyForPages()
    {
        var key = Describe("pages", PublicKey, "shop", Scope.Record, Scope.Recommend);
        key.Origins.Add(PageOrigin);
        key.PublicAttributes.Add("picture");
        return key;
    }

    private static ApiKeyOptions Describe(string name, string secret, string store, params Scope[] scopes)
    {
        var key = new ApiKeyOptions
        {
            Name = name,
            Sha256 = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret))),
        };
        key.Stores.Add(store);
        foreach (var scope in scopes)
        {
            key.Scopes.Add(scope);
        }

        return key;
    }
}

/// <summary>What came back.</summary>
internal sealed record ApiAnswer(int Status, string? MediaType, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    /// <summary>The field errors of problem details: field, then reasons.</summary>
    public IReadOnlyDictionary<string, string> Errors => Json["errors"]!.AsObject()
        .ToDictionary(error => error.Key, error => string.Join("; ", error.Value!.AsArray().Select(reason => (string)reason!)));
}
