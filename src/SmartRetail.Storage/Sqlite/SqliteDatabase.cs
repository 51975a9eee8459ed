using System.Globalization;
using Microsoft.Data.Sqlite;

namespace SmartRetail.Storage.Sqlite;

/// <summary>One database file: how connections to it are opened.</summary>
internal sealed class SqliteDatabase
{
    private readonly TimeSpan _busyTimeout;
    private readonly string _ownConnection;

    public SqliteDatabase(string file, TimeSpan busyTimeout)
    {
        File = Path.GetFullPath(file);
        _busyTimeout = busyTimeout;

        // Our connections live as long as the storage does and have settings of their own, so the provider's pool, which
        // would hand them to others, is left to those that use ConnectionString.
        _ownConnection = new SqliteConnectionStringBuilder
        {
            DataSource = File,
            Pooling = false,
            DefaultTimeout = Math.Max(1, (int)Math.Ceiling(busyTimeout.TotalSeconds)),
        }.ToString();
        ConnectionString = new SqliteConnectionStringBuilder { DataSource = File, DefaultTimeout = 30 }.ToString();
    }

    public string File { get; }

    /// <summary>For other users of the file, such as grain storage.</summary>
    public string ConnectionString { get; }

    public SqliteSession OpenWriter()
    {
        var session = Open();

        // WAL lets readers go on beside the writer; FULL puts every commit on the disk before it is acknowledged.
        session.Run("PRAGMA journal_mode = WAL");
        session.Run("PRAGMA synchronous = FULL");
        session.Run("PRAGMA foreign_keys = ON");

        // What is deleted or replaced is overwritten: an erased customer must not be found in the file's unused parts.
        session.Run("PRAGMA secure_delete = ON");

        // The bound of the WAL is 256 MiB; what is in it by then, SqliteCheckpointer has mostly copied.
        session.Run("PRAGMA wal_autocheckpoint = 65536");

        // 64 MiB: imports touch the customer index at random, and a page read back costs more than a page kept.
        session.Run("PRAGMA cache_size = -65536");
        return session;
    }

    /// <summary>For checkpoints, which a session that only queries may not make.</summary>
    public SqliteSession OpenCheckpointer() => Open();

    public SqliteSession OpenReader()
    {
        var session = Open();
        session.Run("PRAGMA query_only = ON");
        session.Run("PRAGMA cache_size = -16384");
        return session;
    }

    private SqliteSession Open()
    {
        var connection = new SqliteConnection(_ownConnection);
        try
        {
            connection.Open();
            var session = new SqliteSession(connection);

            // SQLite waits for a lock itself, in steps of milliseconds; the provider alone would look every 150 ms.
            session.Run(string.Create(
                CultureInfo.InvariantCulture, $"PRAGMA busy_timeout = {(int)_busyTimeout.TotalMilliseconds}"));
            return session;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
