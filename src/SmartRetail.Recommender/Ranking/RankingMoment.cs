using SmartRetail.Contracts;

namespace SmartRetail.Recommender.Ranking;

/// <summary>The state of a store that something was ranked from.</summary>
/// <param name="At">The time that rules were held against.</param>
/// <param name="Catalog">The catalog's version.</param>
/// <param name="Counts">The last position of the log that was counted.</param>
/// <param name="Popular">As <paramref name="Counts"/>, for the popular list, which is sorted only now and then.</param>
/// <param name="Newcomers">The catalog version of <see cref="Ranking.Newcomers.ChangedAt"/>.</param>
/// <param name="Model">The model that was active, whether it had a part in it or not.</param>
public sealed record RankingMoment(
    DateTimeOffset At, long Catalog, long Counts, long Popular, long Newcomers, ModelVersion? Model)
{
    /// <summary>
    /// Makes something of a store, and returns with it the state that it was made of: null when that changed meanwhile, so that
    /// nobody can tell which part was read before and which after.
    /// </summary>
    public static (T Made, RankingMoment? Of) During<T>(StoreView store, DateTimeOffset at, Func<T> make)
    {
        // Where it is time to sort it, it is sorted now and not in between.
        store.Counts.Popular();
        var before = Read(store, at);
        var made = make();
        return (made, before == Read(store, at) ? before : null);
    }

    /// <inheritdoc cref="During{T}"/>
    public static async Task<(T Made, RankingMoment? Of)> DuringAsync<T>(
        StoreView store, DateTimeOffset at, Func<Task<T>> make)
    {
        store.Counts.Popular();
        var before = Read(store, at);
        var made = await make();
        return (made, before == Read(store, at) ? before : null);
    }

    private static RankingMoment Read(StoreView store, DateTimeOffset at) => new(
        at,
        store.Catalog.Version,
        store.Counts.Position,
        store.Counts.PopularPosition,
        store.Newcomers.ChangedAt,
        store.Model?.Version);
}
