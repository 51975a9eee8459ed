namespace SmartRetail.Hosting.Cluster;

/// <summary>The roles a silo process can have.</summary>
public static class SiloRole
{
    public const string Serving = "serving";
    public const string Training = "training";
    public const string Web = "web";

    /// <summary>The name that a silo's roles are announced under in its metadata, separated by commas.</summary>
    public const string MetadataKey = "smartretail.roles";

    public static IReadOnlyList<string> All { get; } = [Serving, Training, Web];
}
