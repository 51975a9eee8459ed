using Microsoft.Extensions.Diagnostics.HealthChecks;
using SmartRetail.Grains.Replicas;

namespace SmartRetail.Silo.Serve;

/// <summary>Ready when the silo has joined and has loaded what ranking needs.</summary>
internal sealed class ServingCheck(IServingReadiness readiness) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(readiness.IsLoaded
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("catalogs, counts and models are being loaded"));
}
