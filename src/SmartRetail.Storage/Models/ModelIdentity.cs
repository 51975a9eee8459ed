using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using SmartRetail.Recommender.Models;
using SmartRetail.Storage.Models.Protection;

namespace SmartRetail.Storage.Models;

/// <summary>
/// The public halves of a cluster's keys, as a file that its operator gives to another one: who signs for it, and whom to
/// encrypt for. Nothing in it is secret; that it is the right one's has to be made sure on the way.
/// </summary>
public sealed record ModelIdentity
{
    /// <summary>The format this code writes; another one is refused.</summary>
    public const int CurrentFormat = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public int Format { get; init; } = CurrentFormat;

    /// <summary>As SubjectPublicKeyInfo, the newest first.</summary>
    public required ImmutableArray<byte[]> Signing { get; init; }

    /// <summary>As SubjectPublicKeyInfo.</summary>
    public required byte[] Exchange { get; init; }

    internal string ExchangeId => Convert.ToHexStringLower(SHA256.HashData(Exchange))[..SigningKey.IdLength];

    /// <exception cref="ModelKeysException">It is no such file.</exception>
    public static ModelIdentity Read(string path)
    {
        try
        {
            var identity = JsonSerializer.Deserialize<ModelIdentity>(File.ReadAllBytes(path), Json);
            if (identity is { Format: CurrentFormat, Signing.IsDefaultOrEmpty: false })
            {
                _ = identity.Signing.Select(SigningKey.FromPublic).Count();
                using var exchange = ECDiffieHellman.Create();
                exchange.ImportSubjectPublicKeyInfo(identity.Exchange, out _);
                return identity;
            }
        }
        catch (Exception error) when (error is JsonException or CryptographicException or ArgumentException)
        {
            throw new ModelKeysException($"{path} is no file of public keys: 'model identity' writes one", error);
        }

        throw new ModelKeysException($"{path} is no file of public keys: 'model identity' writes one");
    }

    public void Write(string path) => File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(this, Json));

    internal static ModelIdentity Of(ModelKeys keys) => new()
    {
        Signing = [.. keys.Signing.Select(key => SigningKey.FromPrivate(key.Key).Public)],
        Exchange = ExchangeKey.PublicOf(keys.Exchange.Key),
    };

    internal SigningKey? FindSigner(string id) => Signing.Select(SigningKey.FromPublic).FirstOrDefault(key => key.Id == id);
}
