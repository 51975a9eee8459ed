namespace SmartRetail.Recommender.Sequences;

/// <summary>How interactions become training sequences. The same rules hold for a store's log and for a file.</summary>
public sealed record SequencePreparation
{
    /// <summary>The newest interactions kept of one customer. Default: 200.</summary>
    public int MaxInteractions { get; init; } = 200;

    /// <summary>Products with fewer interactions are left out: too few to learn from. Default: 2.</summary>
    public int MinItemInteractions { get; init; } = 2;

    /// <summary>Customers with fewer interactions are left out: nothing follows anything. Default: 2.</summary>
    public int MinCustomerInteractions { get; init; } = 2;
}
