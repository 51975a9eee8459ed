using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using SmartRetail.Recommender.Interactions;

namespace SmartRetail.Storage.Sqlite;

/// <summary>
/// The process's one writer: a thread that commits whatever waits as one transaction, then completes every waiting
/// call, and takes what has come meanwhile. A lone write is committed at once; under load the groups grow by
/// themselves, and with them the writes per flush of the disk. A thread of its own, because SQLite blocks.
/// </summary>
internal sealed partial class SqliteWriter : IAsyncDisposable, IDisposable
{
    private const int SqliteError = 1;
    private const int SqliteTooBig = 18;
    private const int SqliteConstraint = 19;
    private const int SqliteMismatch = 20;

    private readonly SqliteSession _session;
    private readonly WriteQueue _queue;
    private readonly StorageOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<SqliteWriter> _logger;
    private readonly Thread _thread;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SqliteWriter(
        SqliteSession session, StorageOptions options, TimeProvider clock, ILogger<SqliteWriter> logger)
    {
        _session = session;
        _options = options;
        _queue = new(options.QueueCapacity);
        _clock = clock;
        _logger = logger;
        _thread = new(Run) { Name = "storage writer", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Queues a write and returns its result after the commit that holds it.</summary>
    /// <param name="rows">Rows it counts for in the bounds of queue and group; at least 1.</param>
    /// <exception cref="LogUnavailableException">The queue is full or the database is away; nothing was written.</exception>
    public async Task<T> WriteAsync<T>(
        int rows, Func<SqliteSession, DateTimeOffset, T> write, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var request = new WriteRequest<T>(rows, write);
        if (!_queue.TryAdd(request, _queue.Capacity))
        {
            StorageMetrics.Rejected.Add(rows);
            throw new LogUnavailableException(
                $"{_queue.Capacity} rows wait to be written; no more are taken now", _options.RetryAfter);
        }

        return await request.WaitAsync(cancellationToken);
    }

    /// <summary>
    /// Queues a write that nobody waits for, unless the queue is half full: what may be lost leaves room for what
    /// may not.
    /// </summary>
    public bool TryWrite(int rows, Action<SqliteSession> write) =>
        _queue.TryAdd(new UnawaitedWrite(rows, write), _queue.Capacity / 2);

    /// <summary>Writes what waits, then ends the thread.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Close();
        await _stopped.Task;
        _session.Dispose();
    }

    public void Dispose()
    {
        _queue.Close();
        _thread.Join();
        _session.Dispose();
    }

    private void Run()
    {
        var group = new List<WriteRequest>();
        while (_queue.Take(group, _options.GroupLimit))
        {
            Write(group);
            group.Clear();
        }

        _stopped.SetResult();
    }

    private void Write(List<WriteRequest> group)
    {
        var error = TryCommit(group);
        if (error is not null && group.Count > 1 && !IsOutage(error))
        {
            // One request broke a rule of the schema: the others must not fail for it.
            foreach (var request in group)
            {
                Answer(request, TryCommit([request]));
            }

            return;
        }

        foreach (var request in group)
        {
            Answer(request, error);
        }
    }

    private Exception? TryCommit(List<WriteRequest> group)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            _session.Begin();
            var now = _clock.GetUtcNow();
            var rows = 0;
            foreach (var request in group)
            {
                request.Write(_session, now);
                rows += request.Rows;
            }

            _session.Commit();
            StorageMetrics.GroupRows.Record(rows);
            StorageMetrics.CommitTime.Record(Stopwatch.GetElapsedTime(start).TotalSeconds);
            return null;
        }
        catch (Exception error)
        {
            // Whatever it is, it is its callers' answer; the writer goes on for the others.
            LogRolledBack(error, group.Count);
            return RollBack(error);
        }
    }

    private Exception RollBack(Exception error)
    {
        try
        {
            _session.Rollback();
            return error;
        }
        catch (SqliteException second)
        {
            return second;
        }
    }

    private void Answer(WriteRequest request, Exception? error)
    {
        if (error is null)
        {
            request.Complete();
        }
        else if (IsOutage(error))
        {
            StorageMetrics.Rejected.Add(request.Rows);
            request.Fail(new LogUnavailableException("The database cannot be written now", _options.RetryAfter, error));
        }
        else
        {
            request.Fail(error);
        }
    }

    // What a statement brought upon itself fails again if repeated; everything else (busy, full, I/O) may pass.
    private static bool IsOutage(Exception error) => error is SqliteException
    {
        SqliteErrorCode: not (SqliteError or SqliteTooBig or SqliteConstraint or SqliteMismatch),
    };

    [LoggerMessage(LogLevel.Error, "Rolled back a group of {Count} writes")]
    private partial void LogRolledBack(Exception error, int count);

    private sealed class UnawaitedWrite(int rows, Action<SqliteSession> write) : WriteRequest(rows)
    {
        public override void Write(SqliteSession session, DateTimeOffset now) => write(session);

        public override void Complete()
        {
        }

        public override void Fail(Exception error) => StorageMetrics.Dropped.Add(Rows);
    }
}
