namespace SmartRetail.Testing;

/// <summary>Where PostgreSQL is installed, and as whom it may run.</summary>
internal static class PostgresBinaries
{
    private const string DebianRoot = "/usr/lib/postgresql";

    /// <summary>The folder of initdb and postgres.</summary>
    public static string Folder { get; } = Find();

    /// <summary>The account to run the server as; null for our own, which will do unless it is root.</summary>
    public static string? Account { get; } = !Environment.IsPrivilegedProcess
        ? null
        : Names("/etc/passwd").Contains("postgres", StringComparer.Ordinal) ? "postgres" : "nobody";

    public static string Group(string account) =>
        Names("/etc/group").Contains(account, StringComparer.Ordinal) ? account : "nogroup";

    private static string Find()
    {
        // Debian has a folder for each version and none of them in the path.
        var versions = Directory.Exists(DebianRoot) ? Directory.GetDirectories(DebianRoot) : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return versions
            .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0)
            .Select(folder => Path.Combine(folder, "bin"))
            .Concat(path)
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
            ?? throw new InvalidOperationException("PostgreSQL is not installed: tests/run installs it");
    }

    private static IEnumerable<string> Names(string file) => File.ReadLines(file).Select(line => line.Split(':')[0]);
}
