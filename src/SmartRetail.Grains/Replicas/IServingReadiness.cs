namespace SmartRetail.Grains.Replicas;

/// <summary>Whether this silo can rank, and with what.</summary>
public interface IServingReadiness
{
    /// <summary>Whether every store's catalog, counts and active model have been loaded once.</summary>
    bool IsLoaded { get; }

    /// <summary>Whether the database has not answered lately: nothing is recorded, and answers go on from memory.</summary>
    bool IsDatabaseAway { get; }
}
