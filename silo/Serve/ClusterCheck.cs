using Microsoft.Extensions.Diagnostics.HealthChecks;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Operations;

namespace SmartRetail.Silo.Serve;

/// <summary>
/// Ready when a serving silo answers. What else is missing is named and leaves the process ready: it answers without.
/// </summary>
internal sealed class ClusterCheck(IGrainFactory grains, TimeProvider clock) : IHealthCheck
{
    // Less than who asks for health waits; the call itself would be tried again for longer.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var limit = new CancellationTokenSource(Patience, clock);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var conditions = await grains.Operations().GetConditions(ending.Token)
                .WaitAsync(Patience, clock, cancellationToken);
            var missing = string.Join("; ", Missing(conditions));
            return missing.Length == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(missing);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy("no serving silo answers", error);
        }
    }

    private static IEnumerable<string> Missing(ClusterConditions conditions)
    {
        if (!conditions.IsDatabaseThere)
        {
            yield return "the database does not answer: nothing is recorded, recommendations go on from memory";
        }

        if (conditions.TrainingSilos == 0)
        {
            yield return "no training silo has joined: training runs wait";
        }
    }
}
