using System.Globalization;
using Microsoft.Data.Sqlite;

namespace SmartRetail.Storage.Sqlite;

/// <summary>Values that SQLite has no type for.</summary>
internal static class SqliteValues
{
    public static string? FromDecimal(decimal? value) => value?.ToString(CultureInfo.InvariantCulture);

    public static decimal ToDecimal(string value) =>
        decimal.Parse(value, NumberStyles.Number, CultureInfo.InvariantCulture);

    extension(SqliteDataReader row)
    {
        public string? GetStringOrNull(int column) => row.IsDBNull(column) ? null : row.GetString(column);

        public decimal? GetDecimalOrNull(int column) => row.IsDBNull(column) ? null : ToDecimal(row.GetString(column));

        public DateTimeOffset? GetTimeOrNull(int column) =>
            row.IsDBNull(column) ? null : new DateTimeOffset(row.GetInt64(column), TimeSpan.Zero);
    }
}
