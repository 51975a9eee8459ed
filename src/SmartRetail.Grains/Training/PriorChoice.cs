using SmartRetail.Contracts;
using SmartRetail.Contracts.Models;
using SmartRetail.Contracts.Training;
using SmartRetail.Recommender.Privacy;

namespace SmartRetail.Grains.Training;

/// <summary>
/// Which model a warm start begins with: the active one, unless somebody was erased or withdrew since it was begun. Whatever it
/// learned of them would go on from model to model, and the next model is to be free of them.
/// </summary>
internal sealed class PriorChoice(ICustomerPrivacy privacy, IErasures erasures, TimeProvider clock)
{
    /// <summary>From time to time a model is fitted from nothing: what has long been deleted for its age goes then.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromDays(30);

    /// <summary>Returns null where the run is to begin with chance.</summary>
    /// <param name="retentionDays">For how many days the store keeps interactions; null: for ever.</param>
    public async Task<ModelVersion?> FindAsync(
        StoreId store, TrainingPlan plan, ModelList models, int? retentionDays, CancellationToken cancellationToken)
    {
        var active = models.Models.FirstOrDefault(model => model.Version == models.Active);
        if (!plan.WarmStart || active is not { ReadAt: { } readAt } || active.Architecture != plan.Architecture)
        {
            return null;
        }

        var limit = retentionDays is { } days && days < MaxAge.TotalDays ? TimeSpan.FromDays(days) : MaxAge;
        return clock.GetUtcNow() - readAt <= limit
            && !await erasures.HasErasedSinceAsync(store, readAt, cancellationToken)
            && !await privacy.HasWithdrawnSinceAsync(store, readAt, cancellationToken)
            ? active.Version
            : null;
    }
}
