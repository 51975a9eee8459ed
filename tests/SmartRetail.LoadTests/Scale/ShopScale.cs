namespace SmartRetail.LoadTests.Scale;

/// <summary>How large a shop is, and how busy at its peak. All but the customers is assumed, the same for every size.</summary>
internal sealed record ShopScale(long Customers)
{
    /// <summary>Assumed: the share of customers who come on a day. Default: 0.05.</summary>
    public double DailyShare { get; init; } = 0.05;

    /// <summary>Assumed: calls of one who comes, in the load test's mix. Default: 60.</summary>
    public double CallsPerVisit { get; init; } = 60;

    /// <summary>Calls at the peak over the day's average: the busiest hour of the sample store's day. Default: 4.</summary>
    public double PeakFactor { get; init; } = 4;

    /// <summary>
    /// How long a customer is in memory for each visit, in minutes: one of 15, which is assumed, and the 15 behind the last call after
    /// which the runtime lets go of a grain. Default: 30.
    /// </summary>
    public double MinutesInMemory { get; init; } = 30;

    /// <summary>Assumed: how long interactions are kept, in days. Default: 365.</summary>
    public double DaysKept { get; init; } = 365;

    /// <summary>The load test's mix: of five calls one writes. Default: 0.2.</summary>
    public double WriteShare { get; init; } = 0.2;

    /// <summary>Of the reads, those that come first after a write: one of the four that follow each. Default: 0.25.</summary>
    public double RankedShare { get; init; } = 0.25;

    /// <summary>Calls a second at the peak.</summary>
    public double PeakCalls => Customers * DailyShare * CallsPerVisit / 86_400 * PeakFactor;

    /// <summary>Interactions a day.</summary>
    public double DailyInteractions => Customers * DailyShare * CallsPerVisit * WriteShare;

    /// <summary>Customers in memory at the peak.</summary>
    public double ActiveCustomers => Customers * DailyShare * Math.Min(1, MinutesInMemory / (24 * 60) * PeakFactor);

    /// <summary>Of the reads, those of a customer who was not in memory: the first of each visit.</summary>
    public double ColdShare => 1 / (CallsPerVisit * (1 - WriteShare));
}
