using Microsoft.Data.Sqlite;
using SmartRetail.Storage.Writing;

namespace SmartRetail.Storage.Sqlite;

/// <summary>One connection with the statements it has prepared. Used by one thread at a time.</summary>
internal sealed class SqliteSession(SqliteConnection connection) : IWriteSession
{
    private const int SqliteError = 1;
    private const int SqliteTooBig = 18;
    private const int SqliteConstraint = 19;
    private const int SqliteMismatch = 20;

    private readonly Dictionary<string, SqliteStatement> _prepared = new(StringComparer.Ordinal);
    private long _commits;

    /// <summary>How often this session has committed; any thread may ask.</summary>
    public long Commits => Interlocked.Read(ref _commits);

    public long LastInsertedRow => SQLitePCL.raw.sqlite3_last_insert_rowid(connection.Handle);

    /// <summary>Everything but what fails again if repeated: busy, full, I/O.</summary>
    public static bool IsOutage(Exception error) => error is SqliteException
    {
        SqliteErrorCode: not (SqliteError or SqliteTooBig or SqliteConstraint or SqliteMismatch),
    };

    /// <summary>Runs statements that are used once.</summary>
    public void Run(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Runs a prepared statement with values for its parameters, in order; returns the rows changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> values)
    {
        using var rows = Query(sql, values);
        while (rows.Step())
        {
        }

        return SQLitePCL.raw.sqlite3_changes(connection.Handle);
    }

    /// <summary>Returns the integer in the first column of the first row; null without a row.</summary>
    public long? Scalar(string sql, params ReadOnlySpan<object?> values)
    {
        using var rows = Query(sql, values);
        return rows.Step() ? rows.GetInt64OrNull(0) : null;
    }

    public SqliteRows Query(string sql, params ReadOnlySpan<object?> values)
    {
        if (!_prepared.TryGetValue(sql, out var statement))
        {
            statement = new(connection.Handle!, sql);
            _prepared.Add(sql, statement);
        }

        statement.Bind(values);
        return new(statement);
    }

    public void Begin() => Execute("BEGIN IMMEDIATE");

    /// <summary>Begins a transaction whose reads all see the database as the first one does.</summary>
    public void BeginRead() => Execute("BEGIN");

    public void Commit()
    {
        Execute("COMMIT");
        Interlocked.Increment(ref _commits);
    }

    public void Rollback()
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0)
        {
            Execute("ROLLBACK");
        }
    }

    public void Dispose()
    {
        foreach (var statement in _prepared.Values)
        {
            statement.Dispose();
        }

        connection.Dispose();
    }
}
