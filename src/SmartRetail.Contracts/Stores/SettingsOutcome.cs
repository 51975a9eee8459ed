using System.Collections.Immutable;

namespace SmartRetail.Contracts.Stores;

/// <summary>What became of settings that were to be saved.</summary>
/// <param name="Saved">Null when they were refused: for the errors, or else because the version is another one.</param>
/// <param name="CurrentVersion">The version that holds now.</param>
/// <param name="CatalogVersion">The catalog's version that holds the settings; 0 when they were refused.</param>
[GenerateSerializer, Immutable, Alias("SettingsOutcome")]
public sealed record SettingsOutcome(
    [property: Id(0)] SavedSettings? Saved,
    [property: Id(1)] ImmutableArray<FieldError> Errors,
    [property: Id(2)] long CurrentVersion,
    [property: Id(3)] long CatalogVersion);
