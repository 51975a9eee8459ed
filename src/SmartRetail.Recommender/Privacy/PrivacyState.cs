using System.Collections.Immutable;
using SmartRetail.Contracts.Privacy;

namespace SmartRetail.Recommender.Privacy;

/// <summary>What holds for one customer.</summary>
/// <param name="Revision">
/// What the customer's version counts for it besides interactions: grows with each change of consent and each interest that is forgotten, and with an erasure by
/// more than the version had, so that the version never goes back.
/// </param>
/// <param name="ErasedAt">What happened up to then is never taken in again; null where nothing was erased.</param>
public sealed record PrivacyState(Consent Consent, long Revision, DateTimeOffset? ErasedAt)
{
    public static PrivacyState Unknown { get; } = new(Consent.Default, 0, null);

    /// <summary>The categories that lists are not to be made of, with the time up to which.</summary>
    public ImmutableSortedDictionary<string, DateTimeOffset> Forgotten { get; init; } =
        ImmutableSortedDictionary<string, DateTimeOffset>.Empty;

    /// <summary>Whether what was done then with a product of the category tells nothing of the customer any more.</summary>
    public bool HasForgotten(string category, DateTimeOffset at) =>
        Forgotten.TryGetValue(category, out var until) && at <= until;
}
