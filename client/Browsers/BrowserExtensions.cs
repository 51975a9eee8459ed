using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace SmartRetail.Client.Browsers;

/// <summary>What pages need that call the API themselves.</summary>
internal static class BrowserExtensions
{
    public static IServiceCollection AddBrowsers(this IServiceCollection services)
    {
        services.AddCors();
        services.AddSingleton<ICorsPolicyProvider, BrowserOrigins>();
        services.AddSingleton<CustomerTokens>();
        return services;
    }
}
