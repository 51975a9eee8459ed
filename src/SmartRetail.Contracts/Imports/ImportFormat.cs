namespace SmartRetail.Contracts.Imports;

/// <summary>How the rows of an import are written. Each may be compressed with gzip, which is found out.</summary>
[GenerateSerializer, Alias("ImportFormat")]
public enum ImportFormat
{
    /// <summary>A header with the field names, then a row a line; the separator is taken from the header.</summary>
    Csv = 0,

    /// <summary>A JSON object a line.</summary>
    Jsonl = 1,

    /// <summary>Apache Parquet with a column a field; product attributes in columns as those of CSV.</summary>
    Parquet = 2,
}
