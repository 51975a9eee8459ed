using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SmartRetail.Client.Access;

/// <summary>Ready when some key opens the process. A cluster without any is one that nobody can call.</summary>
internal sealed class KeysCheck(ApiKeyRing ring) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(ring switch
        {
            { IsEmpty: false } => HealthCheckResult.Healthy(),
            { Version: null } => HealthCheckResult.Unhealthy("the keys are not read yet"),
            _ => HealthCheckResult.Unhealthy("no API key is in force: make one with 'keys create'"),
        });
}
