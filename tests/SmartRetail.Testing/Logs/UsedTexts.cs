using System.Collections.Concurrent;

namespace SmartRetail.Testing.Logs;

/// <summary>
/// What this program's tests have used that no log may hold: keys, secrets, and the ids of customers. All of it, whichever test
/// used it: what one process was told, another may log.
/// </summary>
public static class UsedTexts
{
    /// <summary>A shorter secret could not be told from other text.</summary>
    public const int LeastSecret = 16;

    private static readonly ConcurrentDictionary<string, byte> KnownSecrets = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, byte> KnownCustomers = new(StringComparer.Ordinal);

    public static ICollection<string> Secrets => KnownSecrets.Keys;

    public static ICollection<string> Customers => KnownCustomers.Keys;

    /// <summary>Returns it, to be used.</summary>
    /// <exception cref="ArgumentException">Too short to be looked for.</exception>
    public static string Secret(string secret)
    {
        if (secret.Length < LeastSecret)
        {
            throw new ArgumentException($"'{secret}' has under {LeastSecret} characters: a log could not be searched for it");
        }

        KnownSecrets.TryAdd(secret, 0);
        return secret;
    }

    public static void Customer(string? customer)
    {
        if (!string.IsNullOrWhiteSpace(customer))
        {
            KnownCustomers.TryAdd(customer, 0);
        }
    }
}
