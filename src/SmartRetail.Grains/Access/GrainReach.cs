namespace SmartRetail.Grains.Access;

/// <summary>What a grain's key says of whom it is open to.</summary>
internal enum GrainReach
{
    /// <summary>It names no store: any caller who can be believed.</summary>
    AnyStore,

    /// <summary>The key is a store's id.</summary>
    Store,

    /// <summary>The key is made by <see cref="Contracts.RetailGrains.CustomerKey"/>.</summary>
    CustomerOfStore,

    /// <summary>It is about every store: callers for all of them.</summary>
    Cluster,
}
