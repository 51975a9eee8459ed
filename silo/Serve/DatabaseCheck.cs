using Microsoft.Extensions.Diagnostics.HealthChecks;
using SmartRetail.Recommender.Catalog;

namespace SmartRetail.Silo.Serve;

/// <summary>
/// Whether the database answers; opening it has brought the schema up to date. Without it the process stays ready: it
/// answers from memory, and taking it out of service would help nobody.
/// </summary>
internal sealed class DatabaseCheck(ICatalogStore catalogs, TimeProvider clock) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await catalogs.ListStoresAsync(cancellationToken).WaitAsync(Patience, clock, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Degraded("it does not answer: nothing is recorded, recommendations go on from memory", error);
        }
    }
}
