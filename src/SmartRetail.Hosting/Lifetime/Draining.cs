using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace SmartRetail.Hosting.Lifetime;

/// <summary>
/// The first step of an orderly stop: the process says that it is not ready and answers on for a while, so that no
/// request comes to a closed door. Everything else stops after it.
/// </summary>
internal sealed class Draining(TimeSpan delay, TimeProvider clock) : IHostedLifecycleService, IHealthCheck
{
    private volatile bool _hasBegun;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _hasBegun = true;
        await Task.Delay(delay, clock, cancellationToken);
    }

    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(_hasBegun
            ? HealthCheckResult.Unhealthy("the process is stopping")
            : HealthCheckResult.Healthy());

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
