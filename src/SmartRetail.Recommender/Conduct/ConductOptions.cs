using System.ComponentModel.DataAnnotations;

namespace SmartRetail.Recommender.Conduct;

/// <summary>
/// What people do not do. Purchases and returns give other suspicion than looks: the lines of an order come at once, and each costs
/// money, unless somebody records what nobody has bought.
/// </summary>
public sealed class ConductOptions
{
    /// <summary>The most acts of one customer within a minute. Default: 200, three clicks a second.</summary>
    [Range(1, int.MaxValue)]
    public int MaxPerMinute { get; set; } = 200;

    /// <summary>The most within a day. Default: 5,000, a click every six seconds of an eight-hour day.</summary>
    [Range(1, int.MaxValue)]
    public int MaxPerDay { get; set; } = 5_000;

    /// <summary>
    /// The most acts on one product within a day, where they are also more than a third of all that the customer does. Default: 20.
    /// </summary>
    [Range(1, int.MaxValue)]
    public int MaxOfOneProduct { get; set; } = 20;

    /// <summary>
    /// The most orders and returns of one customer within a day; what comes within a minute is one. Default: 50, one every ten
    /// minutes of an eight-hour day.
    /// </summary>
    [Range(1, int.MaxValue)]
    public int MaxOrdersPerDay { get; set; } = 50;

    /// <summary>
    /// The most lines of one product that are bought and returned within a day, where they are also more than a third of all lines
    /// of the customer. An order has a quantity for more of the same. Default: 20.
    /// </summary>
    [Range(1, int.MaxValue)]
    public int MaxLinesOfOneProduct { get; set; } = 20;

    /// <summary>
    /// The most acts in a row at intervals that differ by less than a tenth of their mean, as a program's do that waits for a
    /// fixed time. Default: 30.
    /// </summary>
    [Range(2, int.MaxValue)]
    public int MaxEven { get; set; } = 30;

    /// <summary>How long whoever was suspected has to be quiet to be trusted again. Default: 1 day.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan Quarantine { get; set; } = TimeSpan.FromDays(1);

    /// <summary>
    /// Customers who are watched at once; those who act again soon enough stay among them. Some 500 bytes each. Default: 50,000.
    /// </summary>
    [Range(100, 100_000_000)]
    public int MaxCustomers { get; set; } = 50_000;

    /// <summary>Acts of one customer that are kept to be taken back; then it begins anew. Default: 250.</summary>
    [Range(1, 100_000)]
    public int MaxTakenBack { get; set; } = 250;
}
