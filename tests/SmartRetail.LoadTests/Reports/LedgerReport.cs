namespace SmartRetail.LoadTests.Reports;

/// <summary>What became of everything that was acknowledged.</summary>
/// <param name="Doubtful">Interactions that nobody answered: they may be in the log or not.</param>
/// <param name="LogRows">The run's rows in the log; null where the log could not be read, and profiles alone were.</param>
/// <param name="Breaches">Promises that were not kept, by kind.</param>
/// <param name="Descriptions">The first ones in words.</param>
internal sealed record LedgerReport(
    int Customers,
    int Sessions,
    long Acknowledged,
    int Doubtful,
    long? LogRows,
    int StockChanges,
    IReadOnlyDictionary<string, int> Breaches,
    IReadOnlyCollection<string> Descriptions)
{
    public bool IsClean => Breaches.Values.All(count => count == 0);
}
