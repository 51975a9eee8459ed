using Npgsql;
using SmartRetail.Recommender.Interactions;

namespace SmartRetail.Storage.Postgres;

/// <summary>Which errors say that the database is away, and which that the statement is wrong.</summary>
internal static class PostgresErrors
{
    /// <summary>
    /// Whether the same statement may succeed later: the connection is lost or late, the server is starting, ending,
    /// full or a standby, or a lock came too late.
    /// </summary>
    public static bool IsOutage(Exception error) => error switch
    {
        PostgresException { IsTransient: true } => true,
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => true,
        PostgresException { SqlState: ['5', '7' or '8', ..] } => true, // operator intervention, system error
        PostgresException => false,
        NpgsqlException => true,
        _ => false,
    };

    /// <summary>What the ports' callers know an outage as.</summary>
    public static LogUnavailableException Unavailable(Exception error, TimeSpan retryAfter) =>
        new("The database cannot be reached now", retryAfter, error);
}
