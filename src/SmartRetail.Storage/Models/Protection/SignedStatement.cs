using System.Text.Json;
using System.Text.Json.Serialization;
using SmartRetail.Recommender.Models;

namespace SmartRetail.Storage.Models.Protection;

/// <summary>
/// Bytes with the signature of a key. What was signed lies there as it was signed, so that no two writings of it can differ.
/// </summary>
internal static class SignedStatement
{
    private const int MaxLength = 4 * 1_048_576;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <param name="domain">What the statement is: a signature of one kind must not pass for another.</param>
    public static byte[] Sign<T>(T statement, string domain, SigningKey signer)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(statement, Json);
        return JsonSerializer.SerializeToUtf8Bytes(new Envelope(bytes, signer.Id, signer.Sign(Signed(bytes, domain))), Json);
    }

    /// <param name="trusted">The signers by their ids.</param>
    /// <exception cref="ArtifactRefusedException">It is no statement, or no trusted key signed it.</exception>
    public static T Verify<T>(byte[] json, string domain, Func<string, SigningKey?> trusted)
    {
        var envelope = Read<Envelope>(json);

        // Written in another way, with letters or bits that make no difference, it would be a second signature of the same.
        if (!JsonSerializer.SerializeToUtf8Bytes(envelope, Json).AsSpan().SequenceEqual(json))
        {
            throw new ArtifactRefusedException(ArtifactRefusal.Unsealed, "its seal is not as this program writes it");
        }

        if (envelope.Statement is null || envelope.Signature is null || trusted(envelope.Signer ?? "") is not { } signer)
        {
            throw new ArtifactRefusedException(
                ArtifactRefusal.Forged, $"it is signed by the key '{Printable(envelope.Signer)}', which is not trusted here");
        }

        return signer.Verifies(Signed(envelope.Statement, domain), envelope.Signature)
            ? Read<T>(envelope.Statement)
            : throw new ArtifactRefusedException(ArtifactRefusal.Forged, $"its signature by the key '{signer.Id}' is wrong");
    }

    private static byte[] Signed(byte[] statement, string domain) =>
        [.. System.Text.Encoding.UTF8.GetBytes(domain), (byte)'\n', .. statement];

    private static T Read<T>(byte[] json)
    {
        try
        {
            if (json.Length <= MaxLength && JsonSerializer.Deserialize<T>(json, Json) is { } read)
            {
                return read;
            }
        }
        catch (JsonException error)
        {
            throw new ArtifactRefusedException(ArtifactRefusal.Unsealed, "its seal cannot be read", error);
        }

        throw new ArtifactRefusedException(ArtifactRefusal.Unsealed, "it has no seal");
    }

    // What a forger wrote goes into a log: nothing of it may look like more than a name.
    private static string Printable(string? text) =>
        string.Concat((text ?? "").Take(SigningKey.IdLength).Where(char.IsAsciiLetterOrDigit));

    private sealed record Envelope(byte[]? Statement, string? Signer, byte[]? Signature);
}
