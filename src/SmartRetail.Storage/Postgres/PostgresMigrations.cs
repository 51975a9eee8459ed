using Npgsql;

namespace SmartRetail.Storage.Postgres;

/// <summary>Brings a database to the newest schema, one numbered script after another.</summary>
internal static class PostgresMigrations
{
    // Of this program alone, in this database alone.
    private const long LockKey = 0x5352_6D69_6772_6174;

    private static readonly string[] Scripts = MigrationScripts.Load("Postgres");

    /// <summary>The schema that this version of the program reads and writes.</summary>
    public static int Newest => Scripts.Length;

    /// <exception cref="SchemaTooNewException">The database has a schema that is not known here.</exception>
    public static void Apply(PostgresDatabase database)
    {
        using var connection = database.OpenWriter();

        // An account that may change no schema can start on a database that needs no change.
        if (Find(connection, database.Name) == Newest)
        {
            return;
        }

        // Silos that start together all come here; the lock, which ends with the connection, lets the others find the
        // work done. It is taken before the transaction, because one that has looked for a table and waits then may still
        // not find it afterwards. All scripts run in one transaction: a crash leaves the old schema or the new one.
        Run(connection, $"SET lock_timeout = 0; SELECT pg_advisory_lock({LockKey})");
        using var transaction = connection.BeginTransaction();
        var found = Find(connection, database.Name);
        if (found == 0)
        {
            CheckEncoding(connection, database.Name);
            Run(
                connection,
                """
                CREATE TABLE schema_version (
                    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
                    version  integer NOT NULL
                );
                INSERT INTO schema_version (version) VALUES (0)
                """);
        }

        for (var version = found + 1; version <= Newest; version++)
        {
            Run(connection, Scripts[version - 1]);
        }

        Run(connection, $"UPDATE schema_version SET version = {Newest}");
        transaction.Commit();
    }

    private static int Find(NpgsqlConnection connection, string database)
    {
        if (Scalar(connection, "SELECT to_regclass('schema_version') IS NOT NULL") is not true)
        {
            return 0;
        }

        var found = (int)Scalar(connection, "SELECT version FROM schema_version")!;
        return found <= Newest ? found : throw new SchemaTooNewException(database, found, Newest);
    }

    private static void CheckEncoding(NpgsqlConnection connection, string database)
    {
        if (Scalar(connection, "SHOW server_encoding") is not "UTF8" and var encoding)
        {
            throw new NotSupportedException(
                $"Database {database} has encoding {encoding}; ids and texts need UTF8: create it WITH ENCODING 'UTF8'");
        }
    }

    private static void Run(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private static object? Scalar(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }
}
