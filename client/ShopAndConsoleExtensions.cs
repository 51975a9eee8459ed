using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor.Services;
using Orleans.Serialization;
using SmartRetail.Client.Access;
using SmartRetail.Client.Console;
using SmartRetail.Client.Console.Cluster;
using SmartRetail.Client.Console.Imports;
using SmartRetail.Client.Interactions;
using SmartRetail.Client.Languages;
using SmartRetail.Client.Shop;
using SmartRetail.Client.Shop.Forms;

namespace SmartRetail.Client;

/// <summary>The pages: the shop at / and the operator's console at /console.</summary>
internal static class ShopAndConsoleExtensions
{
    extension(IServiceCollection services)
    {
        public IServiceCollection AddShopAndConsole()
        {
            services.AddRazorComponents().AddInteractiveServerComponents()
                .AddHubOptions(hub => hub.MaximumReceiveMessageSize = FirstReading.MaxMessageBytes);
            services.AddCascadingAuthenticationState();
            services.AddMudServices();
            services.AddHttpContextAccessor();
            services.AddDataProtection();
            services.TryAddSingleton(TimeProvider.System);
            services.TryAddSingleton<AcknowledgedVersions>();
            services.AddScoped<Visit>().AddScoped<Journal>().AddScoped<Shelves>().AddScoped<ShopCounter>();
            services.AddSerializer();
            services.AddScoped<ConsoleStore>().AddScoped<FirstReading>();
            services.AddScoped<CircuitHandler, CallerCircuit>();
            services.AddScoped<AuthenticationStateProvider, SignInRevalidation>();
            return services;
        }
    }

    extension(IEndpointRouteBuilder endpoints)
    {
        /// <summary>
        /// Maps the pages and their static files. The host must have called UseStaticWebAssets on its web host, and UseRetailApi
        /// before this.
        /// </summary>
        public void MapShopAndConsole()
        {
            endpoints.MapStaticAssets();
            // Browsers ask for it on pages that name no icon, such as the sign-in.
            endpoints.MapGet("/favicon.ico", () => Results.Redirect("~/_content/SmartRetail.Client/mark.svg", permanent: true))
                .AllowAnonymous().ExcludeFromDescription();
            endpoints.MapShopForms();
            endpoints.MapLanguageSwitch();
            endpoints.MapRefusedDownload();
            endpoints.MapClusterDashboard();
            endpoints.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        }
    }
}
