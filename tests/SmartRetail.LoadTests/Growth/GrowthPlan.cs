using SmartRetail.LoadTests.Shoppers;

namespace SmartRetail.LoadTests.Growth;

/// <summary>Which sizes to measure, and what stays the same at all of them.</summary>
internal sealed record GrowthPlan
{
    /// <summary>Customers in the log where products grow.</summary>
    public const int CustomersBeside = 10_000;

    /// <summary>Products where customers grow: about as many as the sample store has.</summary>
    public const int ProductsBeside = 3_600;

    public required IReadOnlyList<int> Customers { get; init; }

    public required IReadOnlyList<int> Products { get; init; }

    /// <summary>How customers act.</summary>
    public ShopperModel Model { get; init; } = ShopperModelFile.Uci;

    /// <summary>In the log, of each customer. Default: 3.</summary>
    public int Interactions { get; init; } = 3;

    /// <summary>Customers who are read and act, as many at every size, so that a curve shows what the log costs alone. Default: 1,000.</summary>
    public int Active { get; init; } = 1_000;

    /// <summary>More customers who each ask once in the end; 0 for none. Default: 10,000.</summary>
    public int Crowd { get; init; } = 10_000;

    /// <summary>Who wait for their answers at a time. Default: 4.</summary>
    public int Shoppers { get; init; } = 4;

    /// <summary>Of calls before any is measured: a process compiles its code first. Default: 8 seconds.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>Of calls that are measured, at each size. Default: 10 seconds.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(10);

    public int Seed { get; init; } = 1;
}
