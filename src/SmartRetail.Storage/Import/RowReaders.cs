using SmartRetail.Contracts.Imports;

namespace SmartRetail.Storage.Import;

/// <summary>The reader of each format.</summary>
internal static class RowReaders
{
    public static IRowReader Of(ImportFormat format) => format switch
    {
        ImportFormat.Csv => new CsvRowReader(),
        ImportFormat.Jsonl => new JsonlRowReader(),
        ImportFormat.Parquet => new ParquetRowReader(),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "There is no reader of this format"),
    };
}
