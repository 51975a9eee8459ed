using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using SmartRetail.Client.Access;

namespace SmartRetail.Client;

/// <summary>The public door: the HTTP API, the shop and the operator console in one web application.</summary>
public static class RetailClientExtensions
{
    /// <summary>Registers the API, the shop and the console. A cluster client must be registered elsewhere.</summary>
    public static IServiceCollection AddRetailClient(
        this IServiceCollection services, Action<RetailClientOptions> configure)
    {
        services.AddOptions<RetailClientOptions>().Configure(configure).ValidateDataAnnotations().ValidateOnStart();
        services.AddAuthentication(ConsolePolicy.Scheme).AddCookie(ConsolePolicy.Scheme);
        services.AddAuthorizationBuilder().AddPolicy(
            ConsolePolicy.Name,
            policy => policy.AddAuthenticationSchemes(ConsolePolicy.Scheme).RequireAuthenticatedUser());
        services.AddAntiforgery();
        return services.AddShopAndConsole();
    }

    /// <summary>Adds the middleware and the routes. Call it once, after the application's own middleware.</summary>
    public static WebApplication MapRetailClient(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapShopAndConsole();
        return app;
    }
}
