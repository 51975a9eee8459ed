namespace SmartRetail.Recommender.Imports;

/// <summary>What became of an import's rows.</summary>
/// <param name="Accepted">Rows that are now durable and, of interactions, were not before.</param>
/// <param name="Duplicates">Interactions that were there; they changed nothing.</param>
/// <param name="Quarantined">Rows that broke a bound.</param>
/// <param name="QuarantineFile">Where they are, with line number and reason; null when there are none.</param>
public sealed record ImportReport(
    long Accepted, long Duplicates, long Quarantined, string? QuarantineFile, TimeSpan Elapsed)
{
    /// <summary>Interactions from before their customer was erased; they were left out.</summary>
    public long Erased { get; init; }

    public long Rows => Accepted + Duplicates + Quarantined + Erased;
}
