namespace SmartRetail.Contracts.Stores;

/// <summary>Settings as they were saved.</summary>
/// <param name="Version">Grows by one with each change; 0 for those of a store that never saved any.</param>
/// <param name="SavedAt">Null for version 0.</param>
[GenerateSerializer, Immutable, Alias("SavedSettings")]
public sealed record SavedSettings(
    [property: Id(0)] long Version, [property: Id(1)] DateTimeOffset? SavedAt, [property: Id(2)] StoreSettings Settings)
{
    /// <summary>How many versions are kept, so that an old answer can be made again.</summary>
    public const int KeptVersions = 1_000;

    public static SavedSettings None { get; } = new(0, null, new());
}
