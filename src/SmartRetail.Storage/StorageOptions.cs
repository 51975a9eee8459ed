using System.ComponentModel.DataAnnotations;

namespace SmartRetail.Storage;

/// <summary>Where data is kept and how much may wait to be written.</summary>
public sealed class StorageOptions
{
    /// <summary>The database file's name in the data folder.</summary>
    public const string DatabaseFile = "retail.db";

    /// <summary>
    /// The folder of the embedded database, the models and the quarantine; made when absent. Default: data.
    /// </summary>
    [Required]
    public string DataFolder { get; set; } = "data";

    /// <summary>
    /// The PostgreSQL database of a cluster, in Npgsql's terms: <c>Host=db;Database=retail;Username=retail</c>.
    /// Default: none; everything is in an embedded database in the data folder.
    /// </summary>
    public string? ConnectionString { get; set; }

    /// <summary>
    /// A file with the database's password, such as a mounted secret, which then stands in no setting and no command
    /// line. Default: none.
    /// </summary>
    public string? PasswordFile { get; set; }

    /// <summary>
    /// Rows that may wait for the writer; a call that finds no room fails at once, to be made again later. At about
    /// half a kilobyte a row, the default holds tens of megabytes at most. Default: 65,536 rows.
    /// </summary>
    [Range(1, 10_000_000)]
    public int QueueCapacity { get; set; } = 65_536;

    /// <summary>
    /// Rows after which a group is committed though more wait: the bound of a write's wait for those before it.
    /// Default: 4,096 rows.
    /// </summary>
    [Range(1, 1_000_000)]
    public int GroupLimit { get; set; } = 4_096;

    /// <summary>
    /// Connections that read at the same time; on PostgreSQL those of the catalog's changes are among them. Default: 4.
    /// </summary>
    [Range(1, 64)]
    public int Readers { get; set; } = 4;

    /// <summary>
    /// How long a write waits for another process's write before it counts as failed, and a connection for its
    /// database. Default: 5 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>When a caller that found the queue full or the database away should come again. Default: 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The file with the keys that models are encrypted and signed with, the same for every process of a cluster.
    /// Default: none; one beside the data folder, with its name and <c>.keys</c> behind it, made when it is not there.
    /// </summary>
    public string? ModelKeyFile { get; set; }

    /// <summary>
    /// The file with the masters that customers' keys are wrapped with, the same for every process of a cluster that opens the
    /// database; what is written from then on of a customer lies sealed under a key of the customer's own.
    /// Default: none; nothing is sealed.
    /// </summary>
    public string? CustomerKeyFile { get; set; }

    internal string ModelKeyPath =>
        ModelKeyFile ?? Path.TrimEndingDirectorySeparator(Path.GetFullPath(DataFolder)) + ".keys";

    internal string ModelFolder => Path.Combine(DataFolder, "models");
}
