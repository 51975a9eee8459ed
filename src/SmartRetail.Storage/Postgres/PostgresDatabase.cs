using Npgsql;

namespace SmartRetail.Storage.Postgres;

/// <summary>One PostgreSQL database: how connections to it are made.</summary>
internal sealed class PostgresDatabase
{
    private readonly NpgsqlConnectionStringBuilder _settings;
    private readonly TimeSpan _busyTimeout;

    /// <exception cref="ArgumentException">The connection string is none.</exception>
    public PostgresDatabase(StorageOptions options)
    {
        _busyTimeout = options.BusyTimeout;
        _settings = new(options.ConnectionString);
        _settings.ApplicationName ??= "SmartRetail";
        _settings.Timeout = WholeSeconds(options.BusyTimeout);
        if (options.PasswordFile is { } file)
        {
            // Editors and shells end a file with a line break, which is no part of the secret.
            _settings.Password = File.ReadAllText(file).TrimEnd('\r', '\n');
        }

        Name = $"{_settings.Database ?? _settings.Username} on {_settings.Host}";
        ConnectionString = _settings.ToString();
    }

    /// <summary>For messages: database and host, without user and password.</summary>
    public string Name { get; }

    /// <summary>With the password. For other users of the database, such as grain storage.</summary>
    public string ConnectionString { get; }

    /// <summary>Makes the pool of those that read and of the rare writes.</summary>
    public NpgsqlDataSource CreatePool(int connections) => NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(ConnectionString) { MaxPoolSize = connections, MaxAutoPrepare = 32 });

    /// <summary>Opens the connection of the group writer, or of the migrations.</summary>
    public NpgsqlConnection OpenWriter()
    {
        var settings = new NpgsqlConnectionStringBuilder(ConnectionString)
        {
            Pooling = false,
            MaxAutoPrepare = 16,
            AutoPrepareMinUsages = 2,
        };
        var connection = new NpgsqlConnection(settings.ToString());
        try
        {
            connection.Open();
            Prepare(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void Prepare(NpgsqlConnection connection)
    {
        // A commit that is acknowledged is on the disk; whoever configured more than that, such as replicas, gets it.
        // The keep-alives let the server notice within half a minute that a writer's machine is gone, and with it a
        // transaction that others wait for.
        using var command = new NpgsqlCommand(
            $"""
            SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off';
            SELECT set_config('default_transaction_isolation', 'read committed', false),
                   set_config('lock_timeout', '{(int)_busyTimeout.TotalMilliseconds}', false),
                   set_config('tcp_keepalives_idle', '10', false),
                   set_config('tcp_keepalives_interval', '5', false),
                   set_config('tcp_keepalives_count', '3', false)
            """,
            connection);
        command.ExecuteNonQuery();
    }

    private static int WholeSeconds(TimeSpan time) => Math.Max(1, (int)Math.Ceiling(time.TotalSeconds));
}
