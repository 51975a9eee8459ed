namespace SmartRetail.Storage.Audit;

/// <summary>The statements on the audit trail, which both databases run as they are.</summary>
internal static class AuditSql
{
    public const string Head = "SELECT position, hash FROM audit_head";

    /// <summary>Position, at, by, act, store, subject, hash.</summary>
    public const string Add =
        """
        INSERT INTO audit_entry (position, at, by_whom, act, store, subject, hash) VALUES ($1, $2, $3, $4, $5, $6, $7)
        """;

    /// <summary>Position, hash.</summary>
    public const string MoveHead = "UPDATE audit_head SET position = $1, hash = $2";

    /// <summary>Before, count.</summary>
    public const string Read =
        """
        SELECT position, at, by_whom, act, store, subject, hash FROM audit_entry
        WHERE position < $1 ORDER BY position DESC LIMIT $2
        """;

    /// <summary>Behind, count.</summary>
    public const string ReadOn =
        """
        SELECT position, at, by_whom, act, store, subject, hash FROM audit_entry
        WHERE position > $1 ORDER BY position LIMIT $2
        """;

    /// <summary>How many entries a check reads at a time.</summary>
    public const int Page = 1_000;
}
