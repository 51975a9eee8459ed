using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;

namespace SmartRetail.Client;

/// <summary>The pages: the shop at / and the operator's console at /console.</summary>
internal static class ShopAndConsoleExtensions
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddShopAndConsole()
        {
            services.AddRazorComponents().AddInteractiveServerComponents();
            services.AddCascadingAuthenticationState();
            services.AddMudServices();
            services.AddHttpContextAccessor();
            return services;
        }
    }

    extension(IEndpointRouteBuilder endpoints)
    {
        /// <summary>
        /// Maps the pages and their static files. The host must have called UseStaticWebAssets on its web host, and
        /// UseAuthentication, UseAuthorization and UseAntiforgery before this.
        /// </summary>
        public void MapShopAndConsole()
        {
            endpoints.MapStaticAssets();
            endpoints.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        }
    }
}
