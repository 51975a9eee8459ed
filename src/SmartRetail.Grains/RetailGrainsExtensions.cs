using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Placement;
using SmartRetail.Contracts.Access;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Contracts.Training;
using SmartRetail.Grains.Access;
using SmartRetail.Grains.Attribution;
using SmartRetail.Grains.Customers;
using SmartRetail.Grains.Faults;
using SmartRetail.Grains.Imports;
using SmartRetail.Grains.Models;
using SmartRetail.Grains.Operations;
using SmartRetail.Grains.Partitions;
using SmartRetail.Grains.Recommendations;
using SmartRetail.Grains.Replicas;
using SmartRetail.Grains.Shadows;
using SmartRetail.Recommender.Conduct;
using SmartRetail.Recommender.Features;
using SmartRetail.Recommender.LiveCounts;
using SmartRetail.Recommender.Partitions;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.Grains;

/// <summary>What silos host.</summary>
public static class RetailGrainsExtensions
{
    /// <summary>
    /// Adds what a serving silo hosts. Needs the ports of the Recommender project (log, snapshots, catalog, models,
    /// loader), grain storage named <see cref="GrainStorage.Name"/>, reminders and an <see cref="ISiloDirectory"/>.
    /// </summary>
    public static ISiloBuilder AddRetailGrains(this ISiloBuilder silo)
    {
        silo.AddSiloMonitor();
        silo.AddGrainService<ReplicaService>();
        silo.AddGrainService<PartService>();
        silo.AddIncomingGrainCallFilter<OutageFilter>();
        var services = silo.Services;
        services.AddOptions<FeatureOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<LiveCountOptions>().ValidateDataAnnotations()
            .Validate(
                options => options.TrendHalfLife < options.PopularityHalfLife,
                $"{nameof(LiveCountOptions.TrendHalfLife)} must be shorter than {nameof(LiveCountOptions.PopularityHalfLife)}")
            .ValidateOnStart();
        services.AddOptions<ConductOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<RankingOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<CustomerOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<RecommendationOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<Privacy.RetentionOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<Retraining.RetrainingOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<PartOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<ImportOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<Training.RoundOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<ShadowOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<GrainCollectionOptions>().Configure<IOptions<CustomerOptions>, IOptions<RecommendationOptions>>(
            (collection, customers, recommendations) =>
            {
                collection.ClassSpecificCollectionAge[typeof(CustomerGrain).FullName!] = customers.Value.IdleTime;
                collection.ClassSpecificCollectionAge[typeof(RecommendationGrain).FullName!] = recommendations.Value.IdleTime;
            });
        services.AddSingleton<ClusterSilos>();
        services.AddSingleton<Training.PriorChoice>();
        services.AddSingleton<ServingSilos>();
        services.AddSingleton<PartHolders>();
        services.AddSingleton<IPartReader>(provider => provider.GetRequiredService<PartHolders>());
        services.AddSingleton<ModelRefusals>();
        services.AddSingleton<StoreReplicas>();
        services.AddSingleton<ShadowMeters>();
        services.AddSingleton<ShadowScoring>();
        services.AddSingleton<CustomerFolds>();
        services.AddSingleton<AttributionMeters>();
        services.AddSingleton<ShownLists>();
        services.AddSingleton<Membership>();
        services.AddSingleton<CatalogWatch>();
        services.AddSingleton<ReplicaFollower>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(
            provider => provider.GetRequiredService<ReplicaFollower>());
        services.AddSingleton<NewcomerWatch>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<NewcomerWatch>());
        services.AddSingleton<PartWatch>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<PartWatch>());
        services.AddSingleton<AttributionKeeper>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(
            provider => provider.GetRequiredService<AttributionKeeper>());
        services.AddSingleton<IServingReadiness>(provider => provider.GetRequiredService<ReplicaFollower>());
        services.AddSingleton(provider => new RankingPipeline(
            provider.GetRequiredService<IOptions<RankingOptions>>().Value, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ReasonFinder>();
        services.AddSingleton<ListExplainer>();
        services.AddSingleton<ListPreviewer>();
        services.AddSingleton<TimedReasons>();
        services.AddSingleton<RecommendationIds>();
        services.AddSingleton<ListComposer>();
        services.AddSingleton<NearbyLists>();
        services.AddSingleton<INearbyLists>(provider => provider.GetRequiredService<NearbyLists>());
        services.AddSingleton<PageComposer>();
        services.AddSingleton<ReplaySources>();
        services.AddSingleton<ListRecall>();
        return silo;
    }

    /// <summary>
    /// Lets calls in only for callers whom a <see cref="CallerSeal"/> vouches for, to the grains of their stores, and puts
    /// administrative acts on the <see cref="Recommender.Audit.IAuditTrail"/>. The host registers both.
    /// </summary>
    public static ISiloBuilder AddStoreWalls(this ISiloBuilder silo) => silo
        .AddIncomingGrainCallFilter<RepeatedCallFilter>()
        .AddIncomingGrainCallFilter<StoreWall>();

    /// <summary>
    /// Adds what a silo of any role has: its figures for the console, and where workers are placed. A serving silo has it
    /// already.
    /// </summary>
    public static ISiloBuilder AddSiloMonitor(this ISiloBuilder silo)
    {
        silo.AddGrainService<SiloMonitor>();
        silo.Services.AddMetrics();
        silo.Services.AddPlacementFilter<TrainingSiloFilter, Training.TrainingSiloDirector>(ServiceLifetime.Singleton);
        silo.Services.TryAddSingleton<ActiveCustomers>();
        silo.Services.TryAddSingleton<ServingMeters>();
        return silo;
    }
}
