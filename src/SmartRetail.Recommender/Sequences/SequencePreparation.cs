using SmartRetail.Contracts;
using SmartRetail.Recommender.Conduct;

namespace SmartRetail.Recommender.Sequences;

/// <summary>How interactions become training sequences. The same rules hold for a store's log and for a file.</summary>
public sealed record SequencePreparation
{
    /// <summary>
    /// Leaves nothing out but what is no step of a sequence and what repeats the line before it at the same time: for
    /// protocols that hold out orders or sessions as they were. The bounds for training would drop rare targets, orders
    /// that begin as the one before ended, and the older sessions of customers with more than 200 interactions.
    /// </summary>
    public static SequencePreparation Everything { get; } = new()
    {
        MaxInteractions = int.MaxValue,
        MinItemInteractions = 1,
        MinCustomerInteractions = 1,
        RepeatGap = TimeSpan.Zero,
        DuplicateGap = null,
        MaxPerMinute = int.MaxValue,
        MaxPerDay = int.MaxValue,
        Conduct = null,
    };

    /// <summary>The newest interactions kept of one customer. Default: 200.</summary>
    public int MaxInteractions { get; init; } = 200;

    /// <summary>Products with fewer interactions are left out: too few to learn from. Default: 2.</summary>
    public int MinItemInteractions { get; init; } = 2;

    /// <summary>Customers with fewer interactions are left out: nothing follows anything. Default: 2.</summary>
    public int MinCustomerInteractions { get; init; } = 2;

    /// <summary>
    /// Whether the two bounds are applied again and again until both hold, which leaves the core that published data sets
    /// are cut to; counted before repeats are collapsed. Default: false, products once and then customers once.
    /// </summary>
    public bool IsCore { get; init; }

    /// <summary>
    /// An interaction with the same product as the one before it is left out when it is no later than this after it; the
    /// one before stands for both, with the stronger kind of the two. Zero: only at the same time. Default: however late,
    /// as in serving, where a history has no repeats in a row.
    /// </summary>
    public TimeSpan RepeatGap { get; init; } = TimeSpan.MaxValue;

    /// <summary>
    /// The same kind of interaction with the same product, no later than this after the last one, is a double click or a
    /// line that was written twice, and is left out. Null: none is. Default: 1 second.
    /// </summary>
    public TimeSpan? DuplicateGap { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// A customer who ever does more than this within a minute is a machine and is left out. Purchases do not count, for
    /// the lines of an order come at once. Default: 200, three clicks a second.
    /// </summary>
    public int MaxPerMinute { get; init; } = 200;

    /// <summary>The same within 24 hours. Default: 5,000, a click every six seconds of an eight-hour day.</summary>
    public int MaxPerDay { get; init; } = 5_000;

    /// <summary>What else people do not do, as counts see it. Null: nothing. Default: its own defaults.</summary>
    public ConductOptions? Conduct { get; init; } = new();

    /// <summary>Says which products are left out, such as those no longer in the catalog. Default: none.</summary>
    public Predicate<ProductId>? IsRemoved { get; init; }

    /// <summary>Says which customers do not agree to be learned from. Default: none.</summary>
    public Predicate<CustomerId>? IsWithdrawn { get; init; }
}
