namespace SmartRetail.Recommender.Conduct;

/// <summary>What one act has added to a store's counts, so that it can be taken back.</summary>
/// <param name="Previous">The product that it followed; null where that was not counted.</param>
/// <param name="Companions">The other products of the session that it was paired with.</param>
internal readonly record struct CountedAct(
    int Item, double Weight, DateTimeOffset At, int? Previous, int[] Companions);
