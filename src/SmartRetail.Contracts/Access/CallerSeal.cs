using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Orleans.Runtime;

namespace SmartRetail.Contracts.Access;

/// <summary>
/// Says with each call for whom it is made, so that the process which answers can believe it: a short text, sealed with a
/// secret that the cluster's processes share (HMAC-SHA256), in the call's <see cref="RequestContext"/>. A program that reaches a
/// silo's gateway without the secret can say nothing that is believed.
/// </summary>
public sealed class CallerSeal
{
    /// <summary>Where the sealed text is in a call's <see cref="RequestContext"/>.</summary>
    public const string ContextKey = "caller";

    /// <summary>The shortest secret, in bytes: as long as what it is used for can make use of.</summary>
    public const int MinSecretBytes = 32;

    /// <summary>How many texts are known to be good; there is one a key and process for half of <see cref="Lifetime"/>.</summary>
    private const int MaxKnown = 10_000;

    /// <summary>How long a seal is good: what is overheard is of use no longer.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>How much later another process's clock may be.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    private readonly ImmutableArray<byte[]> _secrets;
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<Caller, Sealed> _written = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<string, Sealed> _known = new(StringComparer.Ordinal);

    /// <param name="secrets">The first seals; each of them opens, so that a new one can be put in front.</param>
    /// <exception cref="ArgumentException">There is none, or a short one.</exception>
    public CallerSeal(IEnumerable<byte[]> secrets, TimeProvider clock)
    {
        _secrets = [.. secrets];
        _clock = clock;
        if (_secrets.IsEmpty || _secrets.Any(secret => secret.Length < MinSecretBytes))
        {
            throw new ArgumentException($"a secret of at least {MinSecretBytes} bytes is needed", nameof(secrets));
        }
    }

    /// <summary>Whether the calls of this flow say for whom they are made.</summary>
    public static bool IsSet => RequestContext.Get(ContextKey) is not null;

    /// <summary>From here on, the calls of this flow are made for the caller.</summary>
    public void Set(Caller caller) => RequestContext.Set(ContextKey, Write(caller));

    /// <summary>
    /// For whom the current call is made, as it comes from outside the silos; null when it does not say, cannot be believed, or
    /// was sealed too long ago.
    /// </summary>
    public Caller? ReadFresh() =>
        Find() is { } found && found.ExpiresAt + Skew > _clock.GetUtcNow() ? found.Caller : null;

    /// <summary>As <see cref="ReadFresh"/>, however long the work goes on that was begun for the caller.</summary>
    public Caller? Read() => Find()?.Caller;

    /// <summary>Returns the sealed text for a caller; the same one for a while, which costs a look-up.</summary>
    public string Write(Caller caller)
    {
        var now = _clock.GetUtcNow();
        if (_written.TryGetValue(caller, out var known) && known.ExpiresAt - now > Lifetime / 2)
        {
            return known.Text;
        }

        if (_written.Count >= MaxKnown)
        {
            _written.Clear();
        }

        var expiresAt = now + Lifetime;
        var payload = JsonSerializer.SerializeToUtf8Bytes(
            new Payload(caller.Name, caller.Stores, expiresAt.ToUnixTimeSeconds()));
        var text = $"{Base64Url.EncodeToString(payload)}.{Base64Url.EncodeToString(HMACSHA256.HashData(_secrets[0], payload))}";
        _written[caller] = new(text, caller, expiresAt);
        return text;
    }

    // A seal is checked once; from then on its text is looked up.
    private Sealed? Find()
    {
        if (RequestContext.Get(ContextKey) is not string text)
        {
            return null;
        }

        if (_known.TryGetValue(text, out var known))
        {
            return known;
        }

        if (Verify(text) is not { } verified)
        {
            return null;
        }

        if (_known.Count >= MaxKnown)
        {
            _known.Clear();
        }

        return _known.GetOrAdd(text, verified);
    }

    private Sealed? Verify(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0 || !Base64Url.IsValid(text.AsSpan(0, dot)) || !Base64Url.IsValid(text.AsSpan(dot + 1)))
        {
            return null;
        }

        var payload = Base64Url.DecodeFromChars(text.AsSpan(0, dot));
        var seal = Base64Url.DecodeFromChars(text.AsSpan(dot + 1));
        if (!_secrets.Any(secret => CryptographicOperations.FixedTimeEquals(seal, HMACSHA256.HashData(secret, payload))))
        {
            return null;
        }

        var read = JsonSerializer.Deserialize<Payload>(payload)!;
        return new(text, new(read.Name, read.Stores), DateTimeOffset.FromUnixTimeSeconds(read.ExpiresAt));
    }

    private sealed record Payload(string Name, ImmutableArray<string> Stores, long ExpiresAt);

    private sealed record Sealed(string Text, Caller Caller, DateTimeOffset ExpiresAt);
}
