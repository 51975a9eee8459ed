using SmartRetail.Contracts;

namespace SmartRetail.Recommender.Attribution;

/// <summary>
/// What lists brought, summed by the hour in which they were shown: the lists themselves as they are recorded, their outcomes
/// by a reader of the interaction log. No request sums rows of either.
/// </summary>
public interface IAttributionFigures
{
    /// <summary>
    /// Takes up to <paramref name="limit"/> more interactions that name a recommendation into the figures, none of them recorded
    /// after <paramref name="until"/>. Each counts once, whoever calls and whatever is killed: what is added and how far was read
    /// are one transaction. Of two callers at once, one adds nothing.
    /// </summary>
    Task<AttributionStep> AdvanceAsync(
        StoreId store, DateTimeOffset until, int limit, CancellationToken cancellationToken = default);

    /// <summary>Returns the sums of the hours that begin at <paramref name="from"/> or later and before <paramref name="to"/>.</summary>
    Task<IReadOnlyList<AttributedFigures>> ReadAsync(
        StoreId store, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default);

    /// <summary>Returns how products fared that were shown to be tried.</summary>
    Task<IReadOnlyDictionary<ProductId, Trial>> ReadTrialsAsync(
        StoreId store, CancellationToken cancellationToken = default);
}

/// <summary>What one step added.</summary>
/// <param name="HasMore">Whether more may wait.</param>
public sealed record AttributionStep(IReadOnlyList<AttributedFigures> Added, bool HasMore);

/// <summary>How often a product was shown to be tried, and how often it was looked at then.</summary>
public readonly record struct Trial(double Shown, double Clicks);
