namespace SmartRetail.Storage.Sqlite;

/// <summary>
/// Copies what was committed into the database file on a thread of its own, beside the writer. Left to itself the writer does
/// it in the middle of a commit, and every call that waits for that one waits for tens of megabytes more. It still empties
/// the write-ahead log when that has grown to its bound, but finds most of the work done.
/// </summary>
internal sealed class SqliteCheckpointer : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    // Below it the disk has rest: a page that many commits change goes to the file once.
    private const long LeastCommits = 64;

    private readonly SqliteSession _session;
    private readonly SqliteSession _writer;
    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _thread;

    /// <param name="session">A connection that nobody else uses; it is disposed with this object.</param>
    /// <param name="writer">Whose commits are counted.</param>
    public SqliteCheckpointer(SqliteSession session, SqliteSession writer)
    {
        _session = session;
        _writer = writer;
        _thread = new(Run) { Name = "storage checkpoints", IsBackground = true };
        _thread.Start();
    }

    public void Dispose()
    {
        _stop.Set();
        _thread.Join();
        _session.Dispose();
        _stop.Dispose();
    }

    private void Run()
    {
        var copied = 0L;
        while (!_stop.Wait(Period))
        {
            var commits = _writer.Commits;
            if (commits - copied >= LeastCommits && TryCheckpoint())
            {
                copied = commits;
            }
        }
    }

    private bool TryCheckpoint()
    {
        try
        {
            // Passive: waits for nobody and keeps nobody waiting.
            _session.Scalar("PRAGMA wal_checkpoint(PASSIVE)");
            return true;
        }
        catch (Exception error) when (SqliteSession.IsOutage(error))
        {
            // A full disk, say: the writer meets it too and says so.
            return false;
        }
    }
}
