namespace SmartRetail.Contracts.Imports;

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
