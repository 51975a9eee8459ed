using System.Collections.Immutable;
using System.Security.Cryptography;
using SmartRetail.Storage.Models.Protection;

namespace SmartRetail.Storage.Sealing;

/// <summary>What a key file of customers holds: the first master wraps, those behind it still open.</summary>
internal sealed record CustomerMasters
{
    /// <summary>The format this code writes; another one is refused.</summary>
    public const int CurrentFormat = 1;

    private const int KeySize = 32;

    public int Format { get; init; } = CurrentFormat;

    /// <summary>AES-256 keys that customers' keys are wrapped with.</summary>
    public required ImmutableArray<StoredKey> Masters { get; init; }

    public static CustomerMasters Create(DateTimeOffset now) => new() { Masters = [NewMaster(now)] };

    public CustomerMasters Rotate(DateTimeOffset now) => this with { Masters = [NewMaster(now), .. Masters] };

    /// <summary>Returns the first master alone.</summary>
    public CustomerMasters Prune() => this with { Masters = [Masters[0]] };

    public StoredKey? Find(string id) => Masters.FirstOrDefault(master => master.Id == id);

    /// <summary>Returns what is missing or malformed, in a few words; null when nothing is.</summary>
    public string? Check() => this switch
    {
        { Format: not CurrentFormat } => $"it has format {Format}; this version reads {CurrentFormat}",
        { Masters.IsDefaultOrEmpty: true } => "it lacks a master",
        _ when Masters.Any(master => master?.Key is not { Length: KeySize } || string.IsNullOrEmpty(master.Id)) =>
            $"a master has no id, or not {KeySize} bytes",
        _ => null,
    };

    private static StoredKey NewMaster(DateTimeOffset now)
    {
        var key = RandomNumberGenerator.GetBytes(KeySize);
        return StoredKey.Of(key, key, now);
    }
}
