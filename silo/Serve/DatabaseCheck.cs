using Microsoft.Extensions.Diagnostics.HealthChecks;
using SmartRetail.Recommender.Catalog;

namespace SmartRetail.Silo.Serve;

/// <summary>Ready when the database answers; opening it has brought the schema up to date.</summary>
internal sealed class DatabaseCheck(ICatalogStore catalogs) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await catalogs.ListStoresAsync(cancellationToken);
        return HealthCheckResult.Healthy();
    }
}
