namespace SmartRetail.Storage.Import;

/// <summary>How the rows of an import are written. Each may be compressed with gzip, which is found out.</summary>
public enum ImportFormat
{
    /// <summary>A header with the field names, then a row a line; the separator is taken from the header.</summary>
    Csv,

    /// <summary>A JSON object a line.</summary>
    Jsonl,

    /// <summary>Apache Parquet with a column a field; product attributes in columns as those of CSV.</summary>
    Parquet,
}

/// <summary>What files are, by their names.</summary>
public static class ImportFormats
{
    /// <summary>Returns the format by the name's ending, that of gzip aside; null where it tells nothing.</summary>
    public static ImportFormat? OfFile(string path)
    {
        var name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".csv" => ImportFormat.Csv,
            ".jsonl" or ".ndjson" => ImportFormat.Jsonl,
            ".parquet" => ImportFormat.Parquet,
            _ => null,
        };
    }
}
