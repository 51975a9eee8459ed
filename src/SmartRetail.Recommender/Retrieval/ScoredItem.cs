namespace SmartRetail.Recommender.Retrieval;

/// <summary>An item of a model and its score.</summary>
[GenerateSerializer, Immutable, Alias("ScoredItem")]
public readonly record struct ScoredItem([property: Id(0)] int Item, [property: Id(1)] float Score)
{
    /// <summary>Whether this comes before the other: by score, and where that is equal by the smaller item.</summary>
    public bool Precedes(ScoredItem other) => Score > other.Score || (Score == other.Score && Item < other.Item);
}
