namespace SmartRetail.Storage.Import;

/// <summary>How the rows of an import are written. Either may be compressed with gzip, which is found out.</summary>
public enum ImportFormat
{
    /// <summary>A header with the field names, then a row a line; the separator is taken from the header.</summary>
    Csv,

    /// <summary>A JSON object a line.</summary>
    Jsonl,
}
