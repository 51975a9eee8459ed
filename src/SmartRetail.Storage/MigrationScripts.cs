using System.Reflection;

namespace SmartRetail.Storage;

/// <summary>The numbered scripts of one database, oldest first: script n leads from schema n - 1 to schema n.</summary>
internal static class MigrationScripts
{
    /// <param name="database">The folder of the scripts: Sqlite or Postgres.</param>
    public static string[] Load(string database)
    {
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(database + "/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return reader.ReadToEnd();
            })];
    }
}
