namespace SmartRetail.Storage.Import;

/// <summary>How far an import is.</summary>
/// <param name="Rows">Rows read, good and bad.</param>
/// <param name="Bytes">Bytes read, as they came: compressed ones count as such.</param>
/// <param name="TotalBytes">All bytes there are; null when unknown.</param>
public readonly record struct ImportProgress(long Rows, long Bytes, long? TotalBytes);
