namespace SmartRetail.Client.Shop;

/// <summary>A page of what was found, and how much there is in all.</summary>
public sealed record Found(int Total, Shelf Shelf)
{
    public static Found None { get; } = new(0, Shelf.Empty);
}
