namespace SmartRetail.Remote;

/// <summary>What changes of a product: what is null stays as it is, and what is to be taken away is named.</summary>
public sealed record ProductChange(string Id)
{
    public string? Title { get; init; }

    public string? Category { get; init; }

    public string? Brand { get; init; }

    public decimal? Price { get; init; }

    /// <summary>Whether it may be shown and sold at all.</summary>
    public bool? Available { get; init; }

    /// <summary>Units in stock.</summary>
    public int? Stock { get; init; }

    public DateTimeOffset? FirstSoldAt { get; init; }

    public DateTimeOffset? LastSoldAt { get; init; }

    /// <summary>Attributes that change: a value of null takes one away, those that are not named stay.</summary>
    public IReadOnlyDictionary<string, string?>? Attributes { get; init; }

    /// <summary>What the product is to have no more; it goes before what is set.</summary>
    public ClearedFields Cleared { get; init; }

    /// <summary>The change as a JSON merge patch (RFC 7396).</summary>
    internal Dictionary<string, object?> ToPatch()
    {
        var patch = new Dictionary<string, object?> { ["id"] = Id };
        Add("title", Title);
        Add("category", Category);
        Add("brand", Brand, ClearedFields.Brand);
        Add("price", Price);
        Add("available", Available);
        Add("stock", Stock, ClearedFields.Stock);
        Add("firstSoldAt", FirstSoldAt, ClearedFields.FirstSoldAt);
        Add("lastSoldAt", LastSoldAt, ClearedFields.LastSoldAt);
        Add("attributes", Attributes, ClearedFields.Attributes);
        return patch;

        void Add(string name, object? value, ClearedFields field = ClearedFields.None)
        {
            if (Cleared.HasFlag(field) && field != ClearedFields.None)
            {
                patch[name] = null;
            }
            else if (value is not null)
            {
                patch[name] = value;
            }
        }
    }
}

/// <summary>Fields that a product can be without.</summary>
[Flags]
public enum ClearedFields
{
    None = 0,

    Brand = 1,

    /// <summary>Stock is no longer tracked.</summary>
    Stock = 2,

    FirstSoldAt = 4,

    LastSoldAt = 8,

    Attributes = 16,
}
