using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Dashboard;
using SmartRetail.Client.Access;

namespace SmartRetail.Client.Console.Cluster;

/// <summary>
/// Orleans' own dashboard, which has no door of its own: here only operators of the console come in. It shows the state of any grain,
/// so it is for them alone.
/// </summary>
internal static class ClusterDashboard
{
    /// <summary>Relative to the application's base, as all links of pages are.</summary>
    public const string Path = "console/dashboard";

    public static void MapClusterDashboard(this IEndpointRouteBuilder endpoints)
    {
        if (endpoints.ServiceProvider.GetRequiredService<IOptions<RetailClientOptions>>().Value.HasDashboard)
        {
            endpoints.MapOrleansDashboard("/" + Path).RequireAuthorization(ConsolePolicy.Name);
        }
    }
}
