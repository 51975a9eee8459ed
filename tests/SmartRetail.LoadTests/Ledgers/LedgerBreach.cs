namespace SmartRetail.LoadTests.Ledgers;

/// <summary>A promise that was not kept.</summary>
internal enum LedgerBreach
{
    /// <summary>Acknowledged, and not in the log.</summary>
    Lost,

    /// <summary>In the log more than once, or counted twice in a profile.</summary>
    Doubled,

    /// <summary>In the log, and never sent.</summary>
    Invented,

    /// <summary>A list that was ranked with less than had been acknowledged before it was asked for.</summary>
    Stale,

    /// <summary>A list as for a stranger, and it says so, for a customer of whom interactions had been acknowledged.</summary>
    Forgotten,

    /// <summary>A list with a product that could not be bought any more when it was asked for.</summary>
    SoldOut,

    /// <summary>A list with a product twice.</summary>
    Repeated,

    /// <summary>An answer that is none: a fault of the store's, or an acknowledgement of something else.</summary>
    Wrong,
}
