namespace SmartRetail.Hosting.Cluster;

/// <summary>The roles a process can have.</summary>
public static class SiloRole
{
    /// <summary>Hosts the grains of shoppers, catalogs, models and training runs.</summary>
    public const string Serving = "serving";

    /// <summary>Fits models in child processes; hosts training workers and nothing else.</summary>
    public const string Training = "training";

    /// <summary>Answers HTTP: the API, the shop, the console. Alone it is no silo but a client of the cluster.</summary>
    public const string Web = "web";

    public static IReadOnlyList<string> All { get; } = [Serving, Training, Web];
}
