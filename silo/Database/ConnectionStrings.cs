using System.Data.Common;
using SmartRetail.Storage;

namespace SmartRetail.Silo.Database;

/// <summary>How the processes of a cluster connect to its database beside the storage's own connections.</summary>
internal static class ConnectionStrings
{
    // Orleans' providers ask all at once when a silo joins, each of its ranges for its reminders; a server has a hundred
    // connections for everybody.
    private const int OrleansPool = 8;

    // A silo's own deadlines are of seconds. The database's default of half a minute would outlast them all.
    private const int CommandSeconds = 10;

    /// <summary>Returns what Orleans' own providers connect with: a bounded pool and a bounded wait.</summary>
    public static string ForOrleans(string connectionString)
    {
        var connection = new DbConnectionStringBuilder { ConnectionString = connectionString };
        connection["Maximum Pool Size"] = OrleansPool;
        connection["Command Timeout"] = CommandSeconds;
        return connection.ConnectionString;
    }

    /// <summary>
    /// Returns the connection string with the password from its file, for a process that does not open the database.
    /// </summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static string WithPassword(StorageOptions options)
    {
        var connection = new DbConnectionStringBuilder { ConnectionString = options.ConnectionString! };
        if (options.PasswordFile is { } file)
        {
            connection["Password"] = File.ReadAllText(file).TrimEnd('\r', '\n');
        }

        return connection.ConnectionString;
    }
}
