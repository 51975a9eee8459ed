using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace SmartRetail.Testing.Logs;

/// <summary>Where one process has its secrets and its customers: the files that its environment names, and its database.</summary>
internal sealed class UsedPlaces(string key, IReadOnlyDictionary<string, string> variables, string[] options)
{
    private const string Connection = "SmartRetail__Storage__ConnectionString";

    private string? Folder => Array.IndexOf(options, "--data") is >= 0 and var at ? options[at + 1] : null;

    /// <summary>Notes what is there now. A database that is gone, or away, has nothing to tell.</summary>
    public async Task NoteAsync()
    {
        NoteSecrets();
        if (variables.TryGetValue(Connection, out var connection))
        {
            await TryAsync(new NpgsqlConnection(connection + ";Pooling=false;Timeout=5"));
        }
        else if (Directory.Exists(Folder))
        {
            foreach (var file in Directory.EnumerateFiles(Folder, "*.db"))
            {
                await TryAsync(new SqliteConnection($"Data Source={file};Pooling=False"));
            }
        }
    }

    public override string ToString() => $"the process {string.Join(' ', options)}";

    private static async Task TryAsync(DbConnection connection)
    {
        try
        {
            await RecordedCustomers.NoteAsync(connection);
        }
        catch (DbException)
        {
            // What the tests sent is known without it.
        }
    }

    private void NoteSecrets()
    {
        UsedTexts.Secret(key);
        var files = variables.Where(one => one.Key.EndsWith("SecretFile", StringComparison.Ordinal)).Select(one => one.Value);
        foreach (var file in files.Append($"{Folder}.keys").Where(File.Exists))
        {
            foreach (var line in File.ReadLines(file).Where(line => line.Length >= UsedTexts.LeastSecret))
            {
                UsedTexts.Secret(line);
            }
        }
    }
}
