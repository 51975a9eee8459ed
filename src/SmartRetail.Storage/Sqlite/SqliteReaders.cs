using System.Collections.Concurrent;

namespace SmartRetail.Storage.Sqlite;

/// <summary>A few connections that read, each by one caller at a time; opened when first needed.</summary>
internal sealed class SqliteReaders(SqliteDatabase database, int count) : IDisposable
{
    private readonly SemaphoreSlim _free = new(count);
    private readonly ConcurrentBag<SqliteSession> _idle = [];
    private volatile bool _closed;

    /// <summary>Runs a query away from the caller's thread: SQLite's calls block, and a grain's turn must not.</summary>
    public async Task<T> ReadAsync<T>(Func<SqliteSession, T> read, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => Read(read), cancellationToken);
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>As <see cref="ReadAsync"/>, with all reads of the function seeing the same state.</summary>
    public Task<T> ReadConsistentlyAsync<T>(Func<SqliteSession, T> read, CancellationToken cancellationToken) =>
        ReadAsync(
            session =>
            {
                session.BeginRead();
                try
                {
                    return read(session);
                }
                finally
                {
                    session.Rollback();
                }
            },
            cancellationToken);

    /// <summary>Closes the idle connections; one that is reading is closed when it has read.</summary>
    public void Dispose()
    {
        _closed = true;
        CloseIdle();
    }

    private T Read<T>(Func<SqliteSession, T> read)
    {
        if (!_idle.TryTake(out var session))
        {
            session = database.OpenReader();
        }

        try
        {
            return read(session);
        }
        finally
        {
            _idle.Add(session);
            if (_closed)
            {
                CloseIdle();
            }
        }
    }

    private void CloseIdle()
    {
        while (_idle.TryTake(out var session))
        {
            session.Dispose();
        }
    }
}
