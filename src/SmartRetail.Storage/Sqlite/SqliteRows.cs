namespace SmartRetail.Storage.Sqlite;

/// <summary>One run of a prepared statement: disposing it ends the run and keeps the statement.</summary>
internal readonly struct SqliteRows(SqliteStatement statement) : IDisposable
{
    public bool Step() => statement.Step();

    public long? GetInt64OrNull(int column) => statement.GetInt64OrNull(column);

    public SqliteStatement Row => statement;

    public void Dispose() => statement.Reset();
}
