namespace SmartRetail.Grains.Replicas;

/// <summary>Whether this silo can rank.</summary>
public interface IServingReadiness
{
    /// <summary>Whether every store's catalog, counts and active model have been loaded once.</summary>
    bool IsLoaded { get; }
}
