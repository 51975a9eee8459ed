using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using SmartRetail.Client.Languages;
using SmartRetail.Client.Proxies;

namespace SmartRetail.Client;

/// <summary>The public door: the HTTP API, the shop and the operator console in one web application.</summary>
public static class RetailClientExtensions
{
    /// <summary>
    /// Registers the API, the shop and the console. The host registers a cluster client, and calls UseStaticWebAssets on
    /// its web host, so that the shop's files are found when it is not published.
    /// </summary>
    public static IServiceCollection AddRetailClient(
        this IServiceCollection services, Action<RetailClientOptions> configure)
    {
        services.AddOptions<RetailClientOptions>().Configure(configure).ValidateDataAnnotations().ValidateOnStart();
        return services.AddRetailApi().AddShopAndConsole();
    }

    /// <summary>Adds the middleware and the routes. Call it once, after the application's own middleware.</summary>
    public static WebApplication MapRetailClient(this WebApplication app)
    {
        app.UseProxies();
        app.UsePageLanguage();
        app.UseRetailApi();
        app.MapRetailApi();
        app.MapShopAndConsole();
        return app;
    }
}
