namespace SmartRetail.Serving.TopK;

/// <summary>An item of a model and its score.</summary>
internal readonly record struct ScoredItem(int Item, float Score)
{
    /// <summary>Whether this comes before the other: by score, and where that is equal by the smaller item.</summary>
    public bool Precedes(ScoredItem other) => Score > other.Score || (Score == other.Score && Item < other.Item);
}
