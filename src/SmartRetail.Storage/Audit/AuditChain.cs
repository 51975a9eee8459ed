using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SmartRetail.Contracts.Audit;

namespace SmartRetail.Storage.Audit;

/// <summary>
/// The chain of the trail's hashes, and a check that walks along it. Whoever changes, removes or moves an entry must write every
/// hash behind it anew; one that was noted elsewhere shows even that.
/// </summary>
internal sealed class AuditChain
{
    private long _position;

    /// <summary>How far the entries were as they should be.</summary>
    public AuditFinding Finding => new(_position, Head, Fault);

    public string? Fault { get; private set; }

    private string Head { get; set; } = "";

    /// <summary>Returns the hash of an entry behind another.</summary>
    public static string Hash(AuditEntry entry, string previous)
    {
        var text = new StringBuilder();
        foreach (var field in (string?[])
        [
            previous,
            entry.Position.ToString(CultureInfo.InvariantCulture),
            entry.At.UtcTicks.ToString(CultureInfo.InvariantCulture),
            entry.By,
            entry.Act,
            entry.Store,
            entry.Subject,
        ])
        {
            // With its length before it, so that no two lists of fields are one text; nothing is not the empty text.
            text.Append(CultureInfo.InvariantCulture, $"{field?.Length ?? -1}:{field}");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>Looks at the next entry by position; false when it is not as it was written.</summary>
    public bool Follow(AuditEntry entry)
    {
        if (entry.Position != _position + 1)
        {
            Fault = $"entry {_position + 1} is missing: entry {entry.Position} follows on {_position}";
        }
        else if (Hash(entry, Head) != entry.Hash)
        {
            Fault = $"entry {entry.Position} is not what was written behind entry {_position}: one of them was changed, or moved";
        }
        else
        {
            (_position, Head) = (entry.Position, entry.Hash);
        }

        return Fault is null;
    }

    /// <summary>Looks whether the trail ends where it was written to.</summary>
    public void End(long position, string hash)
    {
        if (Fault is null && (position, hash) != (_position, Head))
        {
            Fault = position > _position
                ? $"entry {_position + 1} is missing: the trail ends at {_position}, and was written to {position}"
                : $"entry {_position} is not the one that was written last";
        }
    }
}
