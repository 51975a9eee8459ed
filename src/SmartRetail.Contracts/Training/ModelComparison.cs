namespace SmartRetail.Contracts.Training;

/// <summary>
/// How a fitted model ranked held-out customers beside what ranks for the store now. Both ranked the same customers, so the
/// interval is of the differences customer by customer.
/// </summary>
/// <param name="Against">The version it was compared with; null: the counts, which rank where there is no model.</param>
/// <param name="Customers">How many were ranked for.</param>
/// <param name="Candidate">Mean ndcg@10 of what would be served with the fitted model.</param>
/// <param name="Opponent">Mean ndcg@10 of what is served without it.</param>
/// <param name="Difference"><paramref name="Candidate"/> - <paramref name="Opponent"/>.</param>
/// <param name="Low">The low end of the difference's 95 % interval.</param>
/// <param name="High">Its high end.</param>
/// <param name="Draws">How often customers were drawn anew for the interval (Efron and Tibshirani 1993, percentile method).</param>
/// <param name="Seed">Of these draws: the same seed gives the same interval.</param>
/// <param name="Note">Why it was compared with something else than the active version, in one sentence; null when it was not.</param>
[GenerateSerializer, Immutable, Alias("ModelComparison")]
public sealed record ModelComparison(
    [property: Id(0)] ModelVersion? Against,
    [property: Id(1)] int Customers,
    [property: Id(2)] double Candidate,
    [property: Id(3)] double Opponent,
    [property: Id(4)] double Difference,
    [property: Id(5)] double Low,
    [property: Id(6)] double High,
    [property: Id(7)] int Draws,
    [property: Id(8)] int Seed,
    [property: Id(9)] string? Note = null);
