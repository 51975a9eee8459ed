namespace SmartRetail.Storage;

/// <summary>
/// How a process tells its child which database to open: by environment variables, which are nobody's but theirs, where a
/// file or an argument could be read by others. The names are those that configuration reads anyway.
/// </summary>
public static class StorageEnvironment
{
    private const string ConnectionString = "SmartRetail__Storage__ConnectionString";
    private const string CustomerKeyFile = "SmartRetail__Storage__CustomerKeyFile";
    private const string ModelKeyFile = "SmartRetail__Storage__ModelKeyFile";
    private const string PasswordFile = "SmartRetail__Storage__PasswordFile";

    /// <summary>The variables for a child that shall open what these options open; without a value: none.</summary>
    public static IReadOnlyDictionary<string, string?> ToVariables(StorageOptions options) =>
        new Dictionary<string, string?>
        {
            [ConnectionString] = options.ConnectionString,
            [PasswordFile] = options.PasswordFile,
            [ModelKeyFile] = options.ModelKeyFile,
            [CustomerKeyFile] = options.CustomerKeyFile,
        };

    /// <summary>The options of a process that was started with such variables, or without them.</summary>
    public static StorageOptions ReadVariables(string dataFolder) => new()
    {
        DataFolder = dataFolder,
        ConnectionString = Read(ConnectionString),
        PasswordFile = Read(PasswordFile),
        ModelKeyFile = Read(ModelKeyFile),
        CustomerKeyFile = Read(CustomerKeyFile),
    };

    private static string? Read(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
