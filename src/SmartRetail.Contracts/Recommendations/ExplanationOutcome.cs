namespace SmartRetail.Contracts.Recommendations;

/// <summary>Whether a list shows a product, and if not, what kept it out.</summary>
[GenerateSerializer, Alias("ExplanationOutcome")]
public enum ExplanationOutcome
{
    /// <summary>It is in the list, by its score or by a pin.</summary>
    Shown = 1,

    /// <summary>It may not be shown: <see cref="Explanation.Filter"/> says by what.</summary>
    Filtered = 2,

    /// <summary>Its score is not above the last one that the list shows.</summary>
    Outranked = 3,

    /// <summary>
    /// Its score would do, and the list has as many products of its category or brand as the store allows:
    /// <see cref="Explanation.Filter"/> says which.
    /// </summary>
    OverQuota = 4,

    /// <summary>Its score would do, and products that are less like the rest of the list took its place.</summary>
    TooAlike = 5,

    /// <summary>Pins hold every place of the list.</summary>
    PinnedOut = 6,
}
