namespace SmartRetail.Storage.Privacy;

/// <summary>
/// The statements on consents and erasures, which both databases run as they are. Parameters are numbered in the order in which
/// they first appear: to SQLite they are names.
/// </summary>
internal static class PrivacySql
{
    /// <summary>Store, a new salt: kept unless there is one.</summary>
    public const string AddSalt = "INSERT INTO privacy_salt (store, salt) VALUES ($1, $2) ON CONFLICT DO NOTHING";

    public const string ReadSalt = "SELECT salt FROM privacy_salt WHERE store = $1";

    /// <summary>Store, customer.</summary>
    public const string ReadConsent =
        "SELECT personalise, train, revision FROM customer_consent WHERE store = $1 AND customer = $2";

    /// <summary>Store, customer, personalise, train, now.</summary>
    public const string ChangeConsent =
        """
        INSERT INTO customer_consent (store, customer, personalise, train, changed_at, revision)
        VALUES ($1, $2, $3, $4, $5, 1)
        ON CONFLICT (store, customer) DO UPDATE
        SET personalise = excluded.personalise, train = excluded.train, changed_at = excluded.changed_at,
            revision = customer_consent.revision + 1
        WHERE customer_consent.personalise <> excluded.personalise OR customer_consent.train <> excluded.train
        """;

    /// <summary>Store, customer, category, now.</summary>
    public const string ForgetInterest =
        """
        INSERT INTO forgotten_interest (store, customer, category, forgotten_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (store, customer, category) DO UPDATE SET forgotten_at = excluded.forgotten_at
        """;

    /// <summary>Store, customer, now: a change that the version counts, of somebody who may have agreed to nothing yet.</summary>
    public const string CountForgotten =
        """
        INSERT INTO customer_consent (store, customer, personalise, train, changed_at, revision) VALUES ($1, $2, 1, 1, $3, 1)
        ON CONFLICT (store, customer) DO UPDATE SET changed_at = excluded.changed_at, revision = customer_consent.revision + 1
        """;

    /// <summary>Store, customer.</summary>
    public const string ReadForgotten =
        "SELECT category, forgotten_at FROM forgotten_interest WHERE store = $1 AND customer = $2";

    public const string ListUntrained = "SELECT customer FROM customer_consent WHERE store = $1 AND train = 0";

    /// <summary>Store, time.</summary>
    public const string CountWithdrawnSince =
        "SELECT count(*) FROM customer_consent WHERE store = $1 AND train = 0 AND changed_at >= $2";

    /// <summary>Store, hash.</summary>
    public const string ReadErased =
        "SELECT version, erased_at FROM erased_customer WHERE store = $1 AND customer_hash = $2";

    /// <summary>Store, time.</summary>
    public const string CountErasedSince =
        """
        SELECT (SELECT count(*) FROM erased_customer WHERE store = $1 AND erased_at >= $2)
            + (SELECT count(*) FROM expired_store WHERE store = $1 AND expired_at >= $2)
        """;

    /// <summary>Store, id, customer, hash, now.</summary>
    public const string Begin =
        """
        INSERT INTO erasure (store, id, customer, customer_hash, requested_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT DO NOTHING
        """;

    public const string ListPending =
        """
        SELECT id, customer, requested_at FROM erasure
        WHERE store = $1 AND completed_at IS NULL ORDER BY requested_at
        """;

    /// <summary>Store, customer.</summary>
    public const string FirstRecorded = "SELECT min(recorded_at) FROM interaction WHERE store = $1 AND customer = $2";

    /// <summary>Store, customer.</summary>
    public const string DeleteInteractions = "DELETE FROM interaction WHERE store = $1 AND customer = $2";

    /// <summary>Store, customer.</summary>
    public const string DeleteImpressions = "DELETE FROM impression WHERE store = $1 AND customer = $2";

    /// <summary>Of a known customer; store, customer each.</summary>
    public static readonly string[] DeleteOthers =
    [
        "DELETE FROM customer_snapshot WHERE store = $1 AND customer = $2",
        "DELETE FROM customer_consent WHERE store = $1 AND customer = $2",
        "DELETE FROM customer_merge WHERE store = $1 AND customer = $2",
        "DELETE FROM forgotten_interest WHERE store = $1 AND customer = $2",
    ];

    /// <summary>
    /// Another name, now, the interactions that are gone, store, customer. The row of an anonymous customer stays, without its
    /// name, for the known one's version counts it.
    /// </summary>
    public const string RenameMerges =
        """
        UPDATE customer_merge
        SET anonymous = $1, undone_at = COALESCE(undone_at, $2),
            revision = revision + 1 + CASE WHEN undone_at IS NULL THEN $3 ELSE 0 END
        WHERE store = $4 AND anonymous = $5
        """;

    /// <summary>Store, the other name.</summary>
    public const string ReadRenamed = "SELECT customer, revision FROM customer_merge WHERE store = $1 AND anonymous = $2";

    /// <summary>Store, hash, erasure: 1 where it was carried out for the customer before.</summary>
    public const string IsMarked =
        "SELECT count(*) FROM erased_customer WHERE store = $1 AND customer_hash = $2 AND erasure = $3";

    /// <summary>Store, hash, now, version, erasure.</summary>
    public const string Mark =
        """
        INSERT INTO erased_customer (store, customer_hash, erased_at, version, erasure) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (store, customer_hash) DO UPDATE
        SET erased_at = excluded.erased_at, erasure = excluded.erasure,
            version = CASE WHEN excluded.version > erased_customer.version
                THEN excluded.version ELSE erased_customer.version END
        """;

    /// <summary>Interactions, impressions, others, when the first was recorded or 0, store, id.</summary>
    public const string Add =
        """
        UPDATE erasure
        SET interactions = interactions + $1, impressions = impressions + $2, others = others + $3,
            first_recorded_at = CASE
                WHEN $4 = 0 THEN first_recorded_at
                WHEN first_recorded_at < $4 THEN first_recorded_at
                ELSE $4 END
        WHERE store = $5 AND id = $6
        """;

    /// <summary>Now, store, id.</summary>
    public const string Complete =
        """
        UPDATE erasure
        SET customer = NULL, completed_at = $1, customers = (
            SELECT count(*) FROM erased_customer WHERE store = $2 AND erased_customer.erasure = $3)
        WHERE store = $2 AND id = $3 AND completed_at IS NULL
        """;

    /// <summary>Store, id.</summary>
    public const string Find =
        """
        SELECT customer_hash, requested_at, completed_at, customers, interactions, impressions, others, first_recorded_at
        FROM erasure WHERE store = $1 AND id = $2
        """;

    /// <summary>Store, customer, the latest time.</summary>
    public const string CountUntil =
        "SELECT count(*) FROM interaction WHERE store = $1 AND customer = $2 AND occurred_at <= $3";
}
