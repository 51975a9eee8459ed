using System.Data.Common;
using SmartRetail.Recommender.Interactions;

namespace SmartRetail.Grains.Faults;

/// <summary>Which errors say that the database is away, so that the same call may succeed later.</summary>
internal static class Outage
{
    /// <summary>When a caller should come again: about the time a database takes to be started anew.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    public static bool Is(Exception error) => error switch
    {
        LogUnavailableException => true,

        // What Orleans' grain storage and membership table throw, as it is or wrapped.
        DbException { IsTransient: true } => true,
        OrleansException { InnerException: DbException { IsTransient: true } } => true,
        _ => false,
    };
}
