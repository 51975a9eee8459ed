namespace SmartRetail.Recommender.Imports;

/// <summary>How far an import is.</summary>
/// <param name="Rows">Rows read, good and bad.</param>
/// <param name="Bytes">Bytes read, as they came: compressed ones count as such.</param>
/// <param name="TotalBytes">All bytes there are; null when unknown.</param>
/// <param name="Accepted">Rows that are durable and, of interactions, were not before.</param>
/// <param name="Quarantined">Rows that broke a bound.</param>
/// <param name="QuarantineFile">Where they are; null when there are none.</param>
public sealed record ImportProgress(
    long Rows, long Bytes, long? TotalBytes, long Accepted, long Quarantined, string? QuarantineFile);
