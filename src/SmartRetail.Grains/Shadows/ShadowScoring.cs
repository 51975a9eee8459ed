using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Models;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Grains.Recommendations;
using SmartRetail.Grains.Replicas;
using SmartRetail.Recommender.Attribution;
using SmartRetail.Recommender.Models;
using SmartRetail.Recommender.Partitions;
using SmartRetail.Recommender.Ranking;
using SmartRetail.Recommender.Retrieval;

namespace SmartRetail.Grains.Shadows;

/// <summary>The candidates that this silo ranks with beside the active models of its stores, one a store.</summary>
internal sealed partial class ShadowScoring(
    StoreReplicas replicas,
    IModelStore models,
    IModelLoader loader,
    RankingPipeline pipeline,
    ShadowMeters meters,
    IOptions<ShadowOptions> options,
    IOptions<RecommendationOptions> recommending,
    TimeProvider clock,
    ILogger<ShadowScoring> logger) : IDisposable
{
    private readonly ConcurrentDictionary<StoreId, ShadowRun> _runs = new();
    private readonly SemaphoreSlim _changing = new(1);

    /// <summary>Offers a list that was answered to the store's candidate, if it has one that is to see it.</summary>
    public void Offer(StoreId store, RecommendationList list, CachedRanking cached, StoreView view, RecommendationRequest request)
    {
        // What the counts alone have ranked says nothing of a network.
        if (list.ModelVersion is not null && _runs.TryGetValue(store, out var run)
            && run.IsOpen && ImpressionSample.Holds(list.RecommendationId, run.Plan.Share))
        {
            run.Offer(new(cached.ReadInput(), view, request));
        }
    }

    /// <summary>
    /// Begins with the candidate of the plan, unless this silo does already; without a plan, ends what the store has. Returns
    /// when the candidate is loaded or cannot be, which the figures then say.
    /// </summary>
    /// <param name="release">The candidate's newest seal.</param>
    public async Task FollowAsync(StoreId store, ShadowPlan? plan, ModelRelease release, CancellationToken cancellationToken = default)
    {
        if (IsAsPlanned())
        {
            return;
        }

        await _changing.WaitAsync(cancellationToken);
        try
        {
            if (IsAsPlanned())
            {
                return;
            }

            _runs.GetValueOrDefault(store)?.End();
            if (plan is not null && replicas.Find(store) is { } replica)
            {
                await BeginAsync(replica, plan, release, cancellationToken);
            }
        }
        finally
        {
            _changing.Release();
        }

        // The same plan is not begun twice: its time may be over here already, and the figures are still to be read.
        bool IsAsPlanned() =>
            _runs.GetValueOrDefault(store) is { } run ? (plan is null ? run.HasEnded : run.Plan == plan) : plan is null;
    }

    /// <summary>Returns this silo's figures of the plan's candidate, also when it has ended; null where it had none of it.</summary>
    public ShadowFigures? Read(StoreId store, ShadowPlan plan) =>
        _runs.GetValueOrDefault(store) is { } run && run.Plan == plan ? run.Figures : null;

    public void Dispose()
    {
        foreach (var run in _runs.Values)
        {
            run.End();
        }

        _changing.Dispose();
    }

    private async Task BeginAsync(
        StoreReplica replica, ShadowPlan plan, ModelRelease release, CancellationToken cancellationToken)
    {
        var run = new ShadowRun(
            plan, pipeline, recommending.Value.Candidates, options.Value.Queue, meters, clock, logger);
        _runs[replica.Store] = run;
        try
        {
            using var stored = await models.OpenAsync(replica.Store, release, cancellationToken)
                ?? throw new InvalidDataException($"store {replica.Store} has no model artifact of version {release.Version}");
            var model = await loader.LoadAsync(stored, cancellationToken);
            if (model is IPartedModel || replica.Model is IPartedModel)
            {
                // Whoever holds its parts would be asked for them, on the way of their own requests.
                run.Fail("the model is split among the silos, and only whole ones are compared");
                return;
            }

            run.Begin(model, new StoreItems(replica.Catalog, model));
            LogBegun(replica.Store, plan.Candidate, plan.Against, plan.Share);
        }
        catch (Exception error) when (error is ArtifactRefusedException or InvalidDataException)
        {
            run.Fail(error.Message);
            LogUnready(replica.Store, plan.Candidate, error.Message);
        }
        catch
        {
            // The database is away, say: the next poll begins again.
            _runs.TryRemove(KeyValuePair.Create(replica.Store, run));
            throw;
        }
    }

    [LoggerMessage(LogLevel.Information,
        "Store {Store}: model {Candidate} ranks a share of {Share} of the lists of model {Active} too, seen by nobody")]
    private partial void LogBegun(StoreId store, ModelVersion candidate, ModelVersion active, double share);

    [LoggerMessage(LogLevel.Warning, "Store {Store}: model {Candidate} cannot rank beside the active one: {Reason}")]
    private partial void LogUnready(StoreId store, ModelVersion candidate, string reason);
}
