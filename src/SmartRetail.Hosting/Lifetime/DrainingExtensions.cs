using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using SmartRetail.Hosting.Health;

namespace SmartRetail.Hosting.Lifetime;

/// <summary>How a process ends without failing anybody's request.</summary>
public static class DrainingExtensions
{
    /// <summary>
    /// Time for activations to be handed over and requests to be finished, after which the process ends all the same.
    /// </summary>
    public static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Adds the readiness check <c>lifetime</c>, and the delay between its turning red and the end.</summary>
    public static IServiceCollection AddDraining(this IServiceCollection services, TimeSpan delay)
    {
        services.Configure<HostOptions>(host => host.ShutdownTimeout = delay + ShutdownTimeout);
        services.AddSingleton(provider => new Draining(delay, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<Draining>());
        services.AddHealthChecks().Add(new HealthCheckRegistration(
            "lifetime", provider => provider.GetRequiredService<Draining>(), null, [RetailHealthExtensions.Ready]));
        return services;
    }
}
