using System.Security.Cryptography;
using System.Text;
using SmartRetail.Contracts.Access;

namespace SmartRetail.Silo.Serve;

/// <summary>The secrets that a process seals its calls with, and opens others'.</summary>
internal static class ClusterSecrets
{
    /// <exception cref="InvalidDataException">The file has none, or a short one.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<byte[]> Read(ProcessSettings settings) => settings switch
    {
        { Cluster.SecretFile: { } file } => ReadFile(file),

        // For trying a cluster out: everybody knows it, as everybody may reach the ports.
        { IsInCluster: true } => [SHA256.HashData(Encoding.UTF8.GetBytes($"development of {settings.Cluster.ClusterId}"))],
        _ => [RandomNumberGenerator.GetBytes(CallerSeal.MinSecretBytes)],
    };

    private static byte[][] ReadFile(string file)
    {
        byte[][] secrets =
        [
            .. File.ReadLines(file).Select(line => line.Trim()).Where(line => line.Length > 0).Select(Encoding.UTF8.GetBytes),
        ];
        return secrets.Length > 0 && secrets.All(secret => secret.Length >= CallerSeal.MinSecretBytes)
            ? secrets
            : throw new InvalidDataException(
                $"{file} must have a line of at least {CallerSeal.MinSecretBytes} characters, as 'openssl rand -hex 32' writes it");
    }
}
