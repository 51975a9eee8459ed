namespace SmartRetail.Client.Shop;

/// <summary>The shelves of a page by their slots; one that could not be had is empty.</summary>
internal sealed class PageShelves(IReadOnlyDictionary<string, Shelf> shelves)
{
    public static PageShelves Empty { get; } = new(new Dictionary<string, Shelf>());

    public Shelf this[string slot] => shelves.GetValueOrDefault(slot, Shelf.Empty);

    public bool IsEmpty => shelves.Values.All(shelf => shelf.IsEmpty);
}
