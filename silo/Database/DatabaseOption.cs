using System.CommandLine;
using Microsoft.Extensions.Configuration;
using SmartRetail.Storage;

namespace SmartRetail.Silo.Database;

/// <summary>
/// Which database a command works on: <c>--database</c>, else the settings <c>SmartRetail:Storage</c> (the variables
/// <c>SmartRetail__Storage__ConnectionString</c> and <c>__PasswordFile</c> among them), else the one in the data folder.
/// </summary>
internal static class DatabaseOption
{
    private const string Section = "SmartRetail:Storage";

    public static Option<string?> Create() => new("--database")
    {
        Description = "The PostgreSQL database of a cluster, as an Npgsql connection string (default: an embedded one)",
        HelpName = "CONNECTION",
    };

    /// <summary>For a command without settings of its own: reads the environment's.</summary>
    public static StorageOptions Read(string? database, string dataFolder) =>
        Read(new ConfigurationBuilder().AddEnvironmentVariables().Build(), database, dataFolder);

    public static StorageOptions Read(IConfiguration configuration, string? database, string dataFolder)
    {
        var options = new StorageOptions();
        Bind(configuration, database, dataFolder, options);
        return options;
    }

    public static void Bind(IConfiguration configuration, string? database, string dataFolder, StorageOptions options)
    {
        configuration.GetSection(Section).Bind(options);
        options.DataFolder = dataFolder;
        options.ConnectionString = NullIfEmpty(database) ?? NullIfEmpty(options.ConnectionString);
        options.PasswordFile = NullIfEmpty(options.PasswordFile);
        options.ModelKeyFile = NullIfEmpty(options.ModelKeyFile);
        options.CustomerKeyFile = NullIfEmpty(options.CustomerKeyFile);
    }

    // What a deployment file leaves out arrives as an empty variable.
    private static string? NullIfEmpty(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
