using System.Globalization;

namespace SmartRetail.Storage.Sqlite;

/// <summary>Brings a database to the newest schema, one numbered script after another.</summary>
internal static class SqliteMigrations
{
    private static readonly string[] Scripts = MigrationScripts.Load("Sqlite");

    /// <summary>The schema that this version of the program reads and writes.</summary>
    public static int Newest => Scripts.Length;

    /// <exception cref="SchemaTooNewException">The database has a schema that is not known here.</exception>
    public static void Apply(SqliteSession session, string database)
    {
        // Two processes that start together both come here; the lock lets the second find the work done. All scripts run
        // in one transaction, so a crash leaves the old schema or the new one.
        session.Run("BEGIN EXCLUSIVE");
        try
        {
            var found = (int)(session.Scalar("PRAGMA user_version") ?? 0);
            if (found > Newest)
            {
                throw new SchemaTooNewException(database, found, Newest);
            }

            for (var version = found + 1; version <= Newest; version++)
            {
                session.Run(Scripts[version - 1]);
                session.Run(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {version}"));
            }

            session.Commit();
        }
        catch
        {
            session.Rollback();
            throw;
        }
    }
}
