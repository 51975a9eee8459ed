using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SmartRetail.Training.Workers;

namespace SmartRetail.Training;

/// <summary>The project's door into a host.</summary>
public static class RetailTraining
{
    /// <summary>
    /// Adds what a silo with the training role needs: its worker grains start <c>fit</c> as a child process. The host's
    /// program has to know that command and to give it to <see cref="Processes.FitProcess"/>.
    /// </summary>
    public static IServiceCollection AddRetailTraining(
        this IServiceCollection services, Action<TrainingOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<TrainingOptions>().Configure(configure).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        return services;
    }
}
