namespace SmartRetail.Recommender.Features;

/// <summary>The time between two purchases of one product, as features and counts measure it.</summary>
public static class PurchaseInterval
{
    /// <summary>What is bought again within this time was bought on one occasion.</summary>
    public static readonly TimeSpan Occasion = TimeSpan.FromHours(12);

    /// <summary>
    /// Returns the logarithm of the days between two purchases: intervals differ by factors, not by days. Null within one
    /// occasion, and where the later one is not later, since what lies between is not known then.
    /// </summary>
    public static double? LogDays(DateTimeOffset before, DateTimeOffset after) =>
        after - before >= Occasion ? Math.Log((after - before).TotalDays) : null;
}
