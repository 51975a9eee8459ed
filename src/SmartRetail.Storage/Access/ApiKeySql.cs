namespace SmartRetail.Storage.Access;

/// <summary>The statements on keys, which both databases run as they are; parameters in the order of their first appearance.</summary>
internal static class ApiKeySql
{
    public const string Version = "SELECT coalesce(max(version), 0) FROM api_key";

    public const string List =
        """
        SELECT id, sha256, content, created_at, created_by, expires_at, revoked_at, last_used_at, replaces
        FROM api_key ORDER BY created_at, id
        """;

    /// <summary>Id, hash, content, now, by, when it expires, what it replaces.</summary>
    public const string Add =
        """
        INSERT INTO api_key (id, version, sha256, content, created_at, created_by, expires_at, replaces)
        SELECT $1, (SELECT coalesce(max(version), 0) + 1 FROM api_key), $2, $3, $4, $5, $6, $7
        WHERE NOT EXISTS (SELECT 1 FROM api_key WHERE id = $1)
        """;

    /// <summary>Id, now: 1 where the key is in force.</summary>
    public const string IsInForce =
        """
        SELECT count(*) FROM api_key
        WHERE id = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)
        """;

    /// <summary>When it shall end, id.</summary>
    public const string End =
        """
        UPDATE api_key
        SET expires_at = $1, version = (SELECT max(version) + 1 FROM api_key)
        WHERE id = $2 AND (expires_at IS NULL OR expires_at > $1)
        """;

    public const string Exists = "SELECT count(*) FROM api_key WHERE id = $1";

    /// <summary>Now, id.</summary>
    public const string Revoke =
        """
        UPDATE api_key
        SET revoked_at = $1, version = (SELECT max(version) + 1 FROM api_key)
        WHERE id = $2 AND revoked_at IS NULL
        """;

    /// <summary>Now, id.</summary>
    public const string NoteUse =
        "UPDATE api_key SET last_used_at = $1 WHERE id = $2 AND (last_used_at IS NULL OR last_used_at < $1)";
}
