using System.Diagnostics;
using Microsoft.Extensions.Logging;
using SmartRetail.Recommender.Interactions;

namespace SmartRetail.Storage.Writing;

/// <summary>
/// The process's one writer: a thread that commits whatever waits as one transaction, then completes every waiting
/// call, and takes what has come meanwhile. A lone write is committed at once; under load the groups grow by
/// themselves, and with them the writes per flush of the disk. A thread of its own, because SQLite blocks and because a
/// busy thread pool must not keep the one writer waiting.
/// </summary>
internal sealed partial class GroupWriter<TSession> : IAsyncDisposable, IDisposable
    where TSession : IWriteSession
{
    private readonly TSession _session;
    private readonly WriteQueue<TSession> _queue;
    private readonly StorageOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly Thread _thread;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isAway;

    public GroupWriter(TSession session, StorageOptions options, TimeProvider clock, ILogger logger)
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
    /// <exception cref="LogUnavailableException">The queue is full or the database is away.</exception>
    public Task<T> WriteAsync<T>(
        int rows, Func<TSession, DateTimeOffset, T> write, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        var request = new AwaitedWrite<TSession, T>(rows, write);
        if (!_queue.TryAdd(request, _queue.Capacity))
        {
            StorageMetrics.Rejected.Add(rows);
            return Task.FromException<T>(new LogUnavailableException(
                $"{_queue.Capacity} rows wait to be written; no more are taken now", _options.RetryAfter));
        }

        return request.WaitAsync(cancellationToken);
    }

    /// <summary>
    /// Queues a write that nobody waits for, unless the queue is half full: what may be lost leaves room for what
    /// may not.
    /// </summary>
    public bool TryWrite(int rows, Action<TSession> write) =>
        _queue.TryAdd(new UnawaitedWrite<TSession>(rows, write), _queue.Capacity / 2);

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
        var group = new List<WriteRequest<TSession>>();
        while (_queue.Take(group, _options.GroupLimit))
        {
            Write(group);
            group.Clear();
        }

        _stopped.SetResult();
    }

    private void Write(List<WriteRequest<TSession>> group)
    {
        var error = TryCommit(group);
        if (error is not null && group.Count > 1 && !TSession.IsOutage(error))
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

    private Exception? TryCommit(List<WriteRequest<TSession>> group)
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
            _isAway = false;
            StorageMetrics.GroupRows.Record(rows);
            StorageMetrics.CommitTime.Record(Stopwatch.GetElapsedTime(start).TotalSeconds);
            return null;
        }
        catch (Exception error)
        {
            // Whatever it is, it is its callers' answer; the writer goes on for the others.
            Log(error, group.Count);
            return RollBack(error);
        }
    }

    // An outage fails every group until it is over; one line says so.
    private void Log(Exception error, int count)
    {
        var isOutage = TSession.IsOutage(error);
        if (!isOutage || !_isAway)
        {
            LogRolledBack(error, count);
        }

        _isAway |= isOutage;
    }

    private Exception RollBack(Exception error)
    {
        try
        {
            _session.Rollback();
            return error;
        }
        catch (Exception second)
        {
            return second;
        }
    }

    private void Answer(WriteRequest<TSession> request, Exception? error)
    {
        if (error is null)
        {
            request.Complete();
        }
        else if (TSession.IsOutage(error))
        {
            StorageMetrics.Rejected.Add(request.Rows);
            request.Fail(new LogUnavailableException("The database cannot be written now", _options.RetryAfter, error));
        }
        else
        {
            request.Fail(error);
        }
    }

    [LoggerMessage(LogLevel.Error, "Rolled back a group of {Count} writes")]
    private partial void LogRolledBack(Exception error, int count);
}
