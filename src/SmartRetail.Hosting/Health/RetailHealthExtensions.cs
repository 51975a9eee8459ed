using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SmartRetail.Hosting.Health;

/// <summary>Health endpoints that mean it: live answers while the process does; ready runs every check tagged so.</summary>
public static class RetailHealthExtensions
{
    /// <summary>The tag of checks that decide whether the process should get traffic.</summary>
    public const string Ready = "ready";

    public static IEndpointRouteBuilder MapRetailHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/health/live", new() { Predicate = _ => false, ResponseWriter = Write });
        endpoints.MapHealthChecks(
            "/health/ready", new() { Predicate = check => check.Tags.Contains(Ready), ResponseWriter = Write });
        return endpoints;
    }

    private static Task Write(HttpContext context, HealthReport report) =>
        context.Response.WriteAsJsonAsync(new HealthAnswer(
            report.Status.ToString(),
            report.Entries.ToDictionary(
                entry => entry.Key,
                entry => entry.Value.Description is { } description
                    ? $"{entry.Value.Status}: {description}"
                    : entry.Value.Status.ToString())));

    private sealed record HealthAnswer(string Status, IReadOnlyDictionary<string, string> Checks);
}
