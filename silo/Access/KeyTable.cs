using System.Globalization;
using SmartRetail.Contracts.Access;

namespace SmartRetail.Silo.Access;

/// <summary>Keys as a terminal shows them.</summary>
internal static class KeyTable
{
    private static readonly string[] Head = ["id", "name", "state", "stores", "scopes", "expires", "last used"];

    public static IEnumerable<string> Write(IEnumerable<KeptApiKey> keys, DateTimeOffset now)
    {
        string[][] rows = [Head, .. keys.Select(key => ToRow(key, now))];
        var widths = Head.Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        return rows.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }

    private static string[] ToRow(KeptApiKey key, DateTimeOffset now) =>
    [
        key.Id.Value,
        key.Grant.Name,
        key.RevokedAt is not null ? "revoked" : key.IsInForce(now) ? "in force" : "expired",
        string.Join(',', key.Grant.Stores),
        string.Join(',', key.Grant.Scopes.Select(scope => scope.ToText())) + (key.Grant.IsPublic ? " (public)" : ""),
        Minute(key.Grant.ExpiresAt),
        Minute(key.LastUsedAt),
    ];

    private static string Minute(DateTimeOffset? at) =>
        at?.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) ?? "-";
}
