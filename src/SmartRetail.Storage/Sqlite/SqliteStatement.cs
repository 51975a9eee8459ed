using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SmartRetail.Storage.Sqlite;

/// <summary>
/// A prepared statement and, while it is stepped, its current row. Straight on SQLite's C interface: the provider's
/// command looks parameters up by name and makes a reader for each run, which costs more than the insert itself.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;
    private byte[] _buffer = new byte[1_024];

    public SqliteStatement(sqlite3 connection, string sql)
    {
        _connection = connection;
        Check(raw.sqlite3_prepare_v3(connection, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    /// <summary>Sets the parameters, first to last.</summary>
    public void Bind(ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            Check(Bind(i + 1, values[i]));
        }
    }

    /// <summary>Moves to the next row; false when there is none.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(_statement);
        if (code is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            SqliteException.ThrowExceptionForRC(code, _connection);
        }

        return code == raw.SQLITE_ROW;
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public long GetInt64(int column) => raw.sqlite3_column_int64(_statement, column);

    public long? GetInt64OrNull(int column) => IsNull(column) ? null : GetInt64(column);

    public double? GetDoubleOrNull(int column) =>
        IsNull(column) ? null : raw.sqlite3_column_double(_statement, column);

    public byte[] GetBytes(int column) => GetUtf8(column).ToArray();

    public string GetString(int column) => Encoding.UTF8.GetString(GetUtf8(column));

    public string? GetStringOrNull(int column) => IsNull(column) ? null : GetString(column);

    public decimal GetDecimal(int column) =>
        decimal.Parse(GetUtf8(column), NumberStyles.Number, CultureInfo.InvariantCulture);

    public decimal? GetDecimalOrNull(int column) => IsNull(column) ? null : GetDecimal(column);

    public DateTimeOffset GetTime(int column) => new(GetInt64(column), TimeSpan.Zero);

    public DateTimeOffset? GetTimeOrNull(int column) => IsNull(column) ? null : GetTime(column);

    /// <summary>Ends the run, so that the statement holds no lock and may be run again.</summary>
    public void Reset() => _ = raw.sqlite3_reset(_statement);

    public void Dispose() => _statement.Dispose();

    // A text's bytes with their length, so that no character in it can end it early.
    private ReadOnlySpan<byte> GetUtf8(int column) => raw.sqlite3_column_blob(_statement, column);

    private int Bind(int index, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(_statement, index),
        long number => raw.sqlite3_bind_int64(_statement, index, number),
        string text => BindText(index, text),
        DateTimeOffset time => raw.sqlite3_bind_int64(_statement, index, time.UtcTicks),
        decimal amount => BindDecimal(index, amount),
        double number => raw.sqlite3_bind_double(_statement, index, number),
        byte[] bytes => raw.sqlite3_bind_blob(_statement, index, bytes),
        _ => throw new ArgumentException($"{value.GetType()} has no column type", nameof(value)),
    };

    private int BindText(int index, string text)
    {
        if (Encoding.UTF8.GetMaxByteCount(text.Length) is var needed && needed > _buffer.Length)
        {
            _buffer = new byte[needed];
        }

        var length = Encoding.UTF8.GetBytes(text, _buffer);
        return raw.sqlite3_bind_text(_statement, index, _buffer.AsSpan(0, length));
    }

    // As text: any currency's scale is kept exactly, and no query calculates with it.
    private int BindDecimal(int index, decimal amount)
    {
        amount.TryFormat(_buffer, out var length, provider: CultureInfo.InvariantCulture);
        return raw.sqlite3_bind_text(_statement, index, _buffer.AsSpan(0, length));
    }

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, _connection);
}
