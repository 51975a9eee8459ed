using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SmartRetail.Grains.Customers;
using SmartRetail.Grains.Operations;
using SmartRetail.Grains.Recommendations;
using SmartRetail.Grains.Replicas;
using SmartRetail.Recommender.Features;
using SmartRetail.Recommender.LiveCounts;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.Grains;

/// <summary>
/// What a serving silo hosts. Needs the ports of the Recommender project (log, snapshots, catalog, models, loader),
/// grain storage named <see cref="GrainStorage.Name"/> and an <see cref="ISiloRoles"/>.
/// </summary>
public static class RetailGrainsExtensions
{
    public static ISiloBuilder AddRetailGrains(this ISiloBuilder silo)
    {
        silo.AddGrainService<ReplicaService>();
        var services = silo.Services;
        services.AddOptions<FeatureOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<LiveCountOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<RankingOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<CustomerOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<RecommendationOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddMetrics();
        services.AddSingleton<ActiveCustomers>();
        services.AddSingleton<ServingMeters>();
        services.AddSingleton<SiloFanOut>();
        services.AddSingleton<StoreReplicas>();
        services.AddSingleton<ReplicaFollower>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(
            provider => provider.GetRequiredService<ReplicaFollower>());
        services.AddSingleton<IServingReadiness>(provider => provider.GetRequiredService<ReplicaFollower>());
        services.AddSingleton(provider => new RankingPipeline(
            provider.GetRequiredService<IOptions<RankingOptions>>().Value, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ReasonFinder>();
        return silo;
    }
}
