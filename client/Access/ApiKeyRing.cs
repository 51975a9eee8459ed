using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace SmartRetail.Client.Access;

/// <summary>The keys that open this process, by their hashes: those of the settings, and those that the cluster keeps.</summary>
internal sealed class ApiKeyRing
{
    /// <summary>The longest key that is hashed: a longer one cannot be ours.</summary>
    private const int MaxKeyLength = 256;

    private readonly ImmutableArray<ApiKey> _configured;
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<ApiKeyId, bool> _used = new();
    private volatile Contents _contents;

    public ApiKeyRing(IOptions<RetailClientOptions> options, IHostEnvironment environment, TimeProvider clock)
    {
        var configured = options.Value.Keys.Select(key => new ApiKey(key));
        _configured = environment.IsDevelopment() && options.Value.DevelopmentKey is { Length: > 0 } developmentKey
            ? [.. configured, ApiKey.ForDevelopment(developmentKey)]
            : [.. configured];
        _clock = clock;
        _contents = new(null, _configured);
    }

    /// <summary>The version of the kept keys that is known here; null before they were read first.</summary>
    public long? Version => _contents.Version;

    /// <summary>Whether any key at all opens this process.</summary>
    public bool IsEmpty => _contents.All.IsEmpty;

    /// <summary>Returns the key, or null when it is none of ours, or no longer.</summary>
    public ApiKey? Find(string presented)
    {
        if (presented.Length is 0 or > MaxKeyLength)
        {
            return null;
        }

        // What the look-up's time could tell is of a hash, and says nothing of a key that would have it.
        var hash = ApiKeySecret.Hash(presented);
        if (!_contents.ByHash.TryGetValue(First(hash), out var key) || !key.Matches(hash) || !key.IsInForce(Now))
        {
            return null;
        }

        if (key.Id is { } id)
        {
            _used.TryAdd(id, true);
        }

        return key;
    }

    public bool Holds(string? fingerprint) =>
        _contents.All.Any(key => key.Fingerprint == fingerprint && key.IsInForce(Now));

    /// <summary>Whether some key may be carried by pages of the origin: a browser asks before it says which.</summary>
    public bool AllowsOrigin(string origin) => _contents.Origins.Contains(origin);

    /// <summary>Takes the keys that the cluster keeps in place of those known before.</summary>
    public void Update(ApiKeyList kept) => _contents = new(
        kept.Version,
        [.. _configured, .. kept.Keys.Where(key => key.IsInForce(Now)).Select(key => new ApiKey(key))]);

    /// <summary>Returns the kept keys that were used since it was last asked.</summary>
    public ImmutableArray<ApiKeyId> TakeUsed()
    {
        ImmutableArray<ApiKeyId> used = [.. _used.Keys];
        foreach (var key in used)
        {
            _used.TryRemove(key, out _);
        }

        return used;
    }

    private DateTimeOffset Now => _clock.GetUtcNow();

    private static ulong First(ReadOnlySpan<byte> hash) => BinaryPrimitives.ReadUInt64BigEndian(hash);

    private sealed class Contents(long? version, ImmutableArray<ApiKey> all)
    {
        public long? Version => version;

        public ImmutableArray<ApiKey> All => all;

        // Of two with one hash, such as a kept key that is in the settings too, the first: the settings'.
        public FrozenDictionary<ulong, ApiKey> ByHash { get; } =
            all.DistinctBy(key => First(key.Hash)).ToFrozenDictionary(key => First(key.Hash));

        public FrozenSet<string> Origins { get; } =
            all.SelectMany(key => key.Grant.Origins).ToFrozenSet(StringComparer.Ordinal);
    }
}
