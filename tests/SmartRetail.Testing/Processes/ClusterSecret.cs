using System.Security.Cryptography;

namespace SmartRetail.Testing.Processes;

/// <summary>What this program's clusters seal their calls with.</summary>
internal static class ClusterSecret
{
    public const string Variable = "SmartRetail__Cluster__SecretFile";

    public static string Text { get; } = RandomNumberGenerator.GetHexString(64, lowercase: true);

    /// <summary>Writes it to a file of the folder, for processes to read; returns the path.</summary>
    public static string WriteTo(string folder)
    {
        var file = Path.Combine(folder, "cluster-secret");
        File.WriteAllText(file, Text);
        return file;
    }
}
