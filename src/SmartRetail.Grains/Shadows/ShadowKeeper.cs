using SmartRetail.Contracts;
using SmartRetail.Contracts.Models;
using SmartRetail.Grains.Models;
using SmartRetail.Grains.Replicas;

namespace SmartRetail.Grains.Shadows;

/// <summary>
/// A registry's part of running a candidate beside the active model: tells the silos, adds up what they have counted, and keeps
/// what it came to. Used within the registry's turns.
/// </summary>
/// <param name="write">Writes the registry's state.</param>
internal sealed class ShadowKeeper(
    StoreId store, ModelRegistryState state, ServingSilos silos, TimeProvider clock, Func<Task> write)
{
    /// <summary>What silos are to do now; null: nothing.</summary>
    public ShadowPlan? Current => state.Shadow is { EndedAt: null } shadow && clock.GetUtcNow() < shadow.Plan.EndsAt
        ? shadow.Plan
        : null;

    public async Task StartAsync(ModelRelease candidate, double share, TimeSpan duration, string? by)
    {
        var now = clock.GetUtcNow();
        var plan = new ShadowPlan(candidate.Version, state.Active!.Value, share, now, now + duration, by);
        state.Shadow = new(plan, ShadowFigures.None);
        await write();
        await silos.ToAll(silo => silo.FollowShadow(store, plan, candidate));
    }

    /// <summary>Returns how it goes, or how it went; one whose time is over ends with this.</summary>
    /// <param name="candidate">Null: whichever it is.</param>
    public async Task<ShadowReport?> ReadAsync(ModelVersion? candidate)
    {
        if (state.Shadow is not { } shadow || shadow.Plan.Candidate != (candidate ?? shadow.Plan.Candidate))
        {
            return null;
        }

        if (shadow.EndedAt is not null)
        {
            return shadow;
        }

        return Current is null ? await EndAsync(ShadowEnd.TimeOver) : shadow with { Figures = await AddUpAsync(shadow.Plan) };
    }

    /// <summary>Ends what goes on, with the figures of all silos; null where nothing was begun.</summary>
    public async Task<ShadowReport?> EndAsync(ShadowEnd end)
    {
        if (state.Shadow is { EndedAt: null } shadow)
        {
            // Ended first, so that the figures are final when they are added up.
            var isOver = clock.GetUtcNow() >= shadow.Plan.EndsAt;
            await silos.ToAll(silo => silo.FollowShadow(store, null, default));
            state.Shadow = shadow with
            {
                Figures = await AddUpAsync(shadow.Plan),
                EndedAt = isOver ? shadow.Plan.EndsAt : clock.GetUtcNow(),
                End = isOver ? ShadowEnd.TimeOver : end,
            };
            await write();
        }

        return state.Shadow;
    }

    private async Task<ShadowFigures> AddUpAsync(ShadowPlan plan)
    {
        var figures = await silos.AskAll(silo => silo.ReadShadow(store, plan));
        return figures.OfType<ShadowFigures>().Aggregate(ShadowFigures.None, (sum, own) => sum.Plus(own));
    }
}
